import { uncountedKinds } from "@natter/contract/unread";
import type { CommittedEvent } from "../../core/event-log.ts";
import type { ReplyParams } from "../threads/public.ts";
import type { MessageRow } from "./message-rows.ts";

/** What a reply's statement needs to know of its root and of itself. */
export function replyParamsOf(
  root: Pick<MessageRow, "id" | "seq" | "senderId">,
  reply: Pick<MessageRow, "shadowed" | "kind">,
): ReplyParams {
  return {
    threadId: root.id,
    rootSeq: root.seq,
    rootSenderId: root.senderId,
    counted: !reply.shadowed && !uncountedKinds.includes(reply.kind),
    told: !uncountedKinds.includes(reply.kind),
  };
}

/** The event behind a counted reply's own: the thread is told as it is when it leaves. */
export function threadUpdated(
  event: Omit<CommittedEvent, "type" | "data">,
  threadId: string,
  only: { readonly shadowOf?: string },
): CommittedEvent {
  const { appId, stream, seq, epoch, at } = event;
  const data = { messageId: threadId, ...only };
  return { appId, stream, seq: seq + 1, epoch, at, type: "thread.updated", data };
}
