import {
  callerClassOf,
  type CallerClass,
  type ChannelTypeChange,
  type ChannelTypeConfig,
  type ChannelKind,
  type ChannelType,
  type ChannelVisibility,
  type FanOutMode,
  type Role,
  type UserSummary,
} from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { resolveConfig, typeChangeOf } from "../channel-types/public.ts";
import { spaceRoleOf } from "../spaces/public.ts";
import { userSummaryJson } from "../users/public.ts";
import { isReader } from "./channel-policy.ts";
import { channels, members } from "./channel-table.ts";

/** A channel as it concerns one caller who may know of it: what every decision about it looks at. */
export type ChannelAccess = {
  readonly cid: string;
  readonly type: ChannelType;
  readonly kind: ChannelKind;
  readonly spaceId: string | null;
  readonly visibility: ChannelVisibility;
  readonly mode: FanOutMode;
  readonly frozen: boolean;
  readonly slowModeSeconds: number;
  readonly memberCount: number;
  /** The caller's role by their member row; null for a reader who has not joined. */
  readonly role: Role | null;
  readonly spaceRole: Role | null;
  readonly joinedSeq: number;
  readonly user: UserSummary;
  readonly caller: CallerClass;
  /** What the channel's type has, and what each role may do in it. */
  readonly config: ChannelTypeConfig;
};

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}`;
const userId = sql`${placeholder("userId")}`;

const access = statement<{ appId: string; cid: string; userId: string }>(
  "channel_access",
  sql`select c.cid, c.type, c.kind, c.space_id as "spaceId", c.visibility, c.mode, c.frozen,
        c.slow_mode_seconds as "slowModeSeconds", c.member_count as "memberCount", m.role,
        coalesce(m.joined_seq, 0) as "joinedSeq",
        ${typeChangeOf({ appId, type: sql`c.type` })} as "typeChange",
        ${spaceRoleOf({ appId, spaceId: sql`c.space_id`, userId })} as "spaceRole",
        ${userSummaryJson({ appId, userId })} as "user"
      from ${channels} c
      left join ${members} m on m.app_id = c.app_id and m.cid = c.cid and m.user_id = ${userId}
      where c.app_id = ${appId} and c.cid = ${placeholder("cid")}`,
);

/**
 * The three-level check in one statement: a user of this app, a member of the channel's space, a reader of the channel.
 * Null when the channel does not exist and when the caller may not know of it: both look the same.
 */
export async function readAccess(
  tx: Tx,
  cid: string,
  callerId: string,
): Promise<ChannelAccess | null> {
  const [row] = await tx.connection.query<AccessRow>(
    access.statement,
    access.bind({ appId: tx.appId, cid, userId: callerId }),
  );
  if (!row?.user) return null;
  const { typeChange, user, ...rest } = row;
  const config = resolveConfig(row.type, typeChange);
  const found = { ...rest, user, config, caller: callerClassOf(callerId) };
  return isReader(found) ? found : null;
}

type AccessRow = Omit<ChannelAccess, "user" | "caller" | "config"> & {
  readonly user: UserSummary | null;
  readonly typeChange: ChannelTypeChange | null;
};

/** The same, or `channel.not_found`. */
export async function getAccess(tx: Tx, cid: string, callerId: string): Promise<ChannelAccess> {
  const found = await readAccess(tx, cid, callerId);
  if (!found) throw channelNotFound();
  return found;
}

/** One answer for a channel that does not exist and one the caller may not know of. */
export function channelNotFound(): ChatError {
  return new ChatError("channel.not_found", "There is no such channel, or you cannot see it.");
}
