import type { RouteAnswer, RouteBody } from "@natter/client";
import { useCallback } from "react";
import { usePages, type Pages } from "../loading/use-pages.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type Ban = RouteAnswer<"bans.listInChannel">["items"][number];
export type BanInput = RouteBody<"bans.setInChannel">;

export type BanActions = {
  readonly ban: (userId: string, input: BanInput) => Promise<void>;
  readonly unban: (userId: string) => Promise<void>;
};

/** Bans people from a channel, and lets them in again; for those who may `ban`. */
export function useBanActions(cid: string): BanActions {
  const client = useChatClient();
  const ban = useCallback(
    async (userId: string, body: BanInput) => {
      await client.api("bans.setInChannel", { params: { cid, userId }, body });
    },
    [client, cid],
  );
  const unban = useCallback(
    async (userId: string) => {
      await client.api("bans.removeInChannel", { params: { cid, userId } });
    },
    [client, cid],
  );
  return { ban, unban };
}

/** Who is banned from a channel; for those who may `ban`. */
export function useBans(cid: string): Pages<Ban> {
  const client = useChatClient();
  const isKnown = useChatState((state) => Boolean(state.channels[cid]?.channel));
  return usePages<Ban>(isKnown ? cid : null, (cursor, signal) => {
    const query = cursor === undefined ? {} : { cursor };
    return client.api("bans.listInChannel", { params: { cid }, query }, { signal });
  });
}
