import type { ChatMessage, ChatState } from "@natter/client";
import { useEffect, useState } from "react";
import type { ChannelScope } from "../channel/channel-context.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { listPlaces, type ListPlace } from "./list-place.ts";
import type { ListOpening } from "./use-message-list-virtualizer.ts";
import type { Messages } from "./use-messages.ts";
import type { ReadLine } from "./use-read-line.ts";

/** Where a list begins, or what has to be loaded before that can be said. */
type Decision =
  | ListOpening
  | { readonly type: "load"; readonly messageId: string }
  | { readonly type: "load"; readonly seq: number };

type Wish = {
  readonly scope: ChannelScope;
  readonly line: ReadLine;
  readonly list: Messages;
  readonly ready: boolean;
};

/**
 * Where a list opens: at a message somebody wants to see, where the reader left it, at the first unread message if that is
 * wanted, else at its end. Null while that is being loaded.
 */
export function useListOpening({ scope, line, list, ready }: Wish): ListOpening | null {
  const client = useChatClient();
  const [opening, setOpening] = useState<ListOpening | null>(null);
  const [asked, setAsked] = useState(false);
  const [loaded, setLoaded] = useState(false);
  const place = listPlaces(client).get(placeName(scope));

  const decide = (): Decision =>
    decideOpening(client.store.getState(), { scope, line, place, messages: list.messages });
  const decision = opening ?? (ready ? decide() : null);

  // Decided while rendering, so that the first picture is the right one; from then on it does not change.
  if (opening === null && decision !== null) {
    if (decision.type !== "load") setOpening(decision);
    else if (loaded) setOpening(nearest(decision, list.messages));
  }

  const { jumpTo, jumpToSeq } = list;
  const wanted = decision?.type === "load" ? decision : null;
  const mustLoad = wanted !== null && !asked;
  useEffect(() => {
    if (!mustLoad) return;
    setAsked(true);
    const load = "seq" in wanted ? jumpToSeq(wanted.seq) : jumpTo(wanted.messageId);
    // What cannot be shown is explained where the message was asked for; the list opens at its end.
    void load.catch(() => {}).finally(() => setLoaded(true));
  }, [mustLoad, wanted, jumpTo, jumpToSeq]);

  return opening;
}

/** The name that a list's place is kept by. */
export function placeName({ cid, threadId }: Pick<ChannelScope, "cid" | "threadId">): string {
  return threadId === null ? cid : `${cid} ${threadId}`;
}

type Known = Pick<Wish, "scope" | "line"> & {
  readonly place: ListPlace | undefined;
  readonly messages: readonly ChatMessage[];
};

function decideOpening(state: ChatState, { scope, line, place, messages }: Known): Decision {
  if (scope.target !== null) {
    const { messageId } = scope.target;
    const found = messages.find((message) => message.id === messageId);
    if (!found) return { type: "load", messageId };
    return { type: "row", key: found.key, top: "center" };
  }
  if (place?.type === "row") {
    const isThere = messages.some((message) => message.key === place.key);
    if (!isThere) return { type: "load", seq: place.seq };
    return { type: "row", key: place.key, top: place.top };
  }
  const readSeq = line.seqIn(state);
  if (scope.startAt === "unread" && readSeq !== null && line.unreadIn(state).count > 0) {
    const first = messages[0]?.seq ?? 0;
    const isThere = first <= readSeq + 1 || messages.length === 0;
    return isThere
      ? { type: "row", key: "unread", top: "quarter" }
      : { type: "load", seq: readSeq + 1 };
  }
  return { type: "end" };
}

// What was loaded and is still not there has gone: the next one after it stands for it.
function nearest(
  wanted: Exclude<Decision, ListOpening>,
  messages: readonly ChatMessage[],
): ListOpening {
  if (!("seq" in wanted)) return { type: "end" };
  const next = messages.find((message) => message.seq !== null && message.seq >= wanted.seq);
  return next ? { type: "row", key: next.key, top: 0 } : { type: "end" };
}
