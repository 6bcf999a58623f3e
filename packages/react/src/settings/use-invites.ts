import type { Invite } from "@natter/client";
import { useCallback } from "react";
import { usePages, type Pages } from "../loading/use-pages.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type InviteOptions = {
  /** Seconds until it ends; null for never. */
  readonly expiresInSeconds: number | null;
  /** How many people may join by it; null for any number. */
  readonly maxUses: number | null;
};

export type InvitesState = Pages<Invite> & {
  readonly create: (options: InviteOptions) => Promise<Invite>;
  readonly revoke: (code: string) => Promise<void>;
};

/** The invites to a space: the viewer's own, or all for who runs it. */
export function useInvites(spaceId: string): InvitesState {
  const client = useChatClient();
  const me = useChatState((state) => state.me?.id);
  const list = usePages<Invite>(me === undefined ? null : spaceId, (cursor) =>
    client.spaces.listInvites(spaceId, cursor === undefined ? {} : { cursor }),
  );
  const { change } = list;
  const create = useCallback(
    async (options: InviteOptions) => {
      const invite = await client.spaces.invite(spaceId, options);
      change((items) => [invite, ...items]);
      return invite;
    },
    [client, spaceId, change],
  );
  const revoke = useCallback(
    async (code: string) => {
      await client.spaces.revokeInvite(spaceId, code);
      change((items) => items.filter((one) => one.code !== code));
    },
    [client, spaceId, change],
  );
  return { ...list, create, revoke };
}
