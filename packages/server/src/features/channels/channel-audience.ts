import type { ChannelKind, ChannelVisibility, FanOutMode } from "@natter/contract";
import { appLimitBounds } from "@natter/contract/limits";
import type { Tx } from "../../core/transact.ts";
import { configOf } from "../channel-types/public.ts";
import { isPublic } from "./channel-policy.ts";
import { findChannels } from "./channel-rows.ts";
import { memberIds } from "./member-rows.ts";

/** To whom a channel's events go. `memberIds` is empty in room mode, where members listen to the channel itself. */
export type ChannelAudience = {
  readonly mode: FanOutMode;
  readonly kind: ChannelKind;
  readonly visibility: ChannelVisibility;
  readonly spaceId: string | null;
  readonly memberIds: string[];
  /** Whether others than members may read it: they listen to the channel itself. */
  readonly hasReaders: boolean;
};

/** The audience of a channel; null when there is none any more. */
export async function readAudience(tx: Tx, cid: string): Promise<ChannelAudience | null> {
  // In feed mode there are never more members than may turn a channel to room mode.
  const [, most] = appLimitBounds.roomMembers;
  const limit = Math.max(most, tx.limits.roomMembers) + 1;
  const [[channel], ids] = await Promise.all([findChannels(tx, [cid]), memberIds(tx, cid, limit)]);
  if (!channel) return null;
  const { mode, kind, visibility, spaceId, type } = channel;
  const hasReaders =
    visibility === "space" || (kind === "group" && isPublic(await configOf(tx, type)));
  return { mode, kind, visibility, spaceId, memberIds: mode === "feed" ? ids : [], hasReaders };
}
