import type { RouteAnswer } from "@natter/client";
import { useCallback } from "react";
import { usePages, type Pages } from "../loading/use-pages.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type OwnDecision = RouteAnswer<"me.decisions">["items"][number];

export type OwnDecisions = Pages<OwnDecision> & {
  /** Asks for a decision to be looked at again, once. */
  readonly appeal: (decisionId: string, text: string) => Promise<void>;
};

/** What moderators decided about the viewer's doings. */
export function useOwnDecisions(): OwnDecisions {
  const client = useChatClient();
  const me = useChatState((state) => state.me?.id);
  const list = usePages<OwnDecision>(me ?? null, (cursor) =>
    client.people.listDecisions(cursor === undefined ? {} : { cursor }),
  );
  const { change } = list;
  const appeal = useCallback(
    async (decisionId: string, text: string) => {
      await client.people.appeal(decisionId, text);
      change((items) =>
        items.map((one) => (one.id === decisionId ? { ...one, appeal: "open" } : one)),
      );
    },
    [client, change],
  );
  return { ...list, appeal };
}
