import type { SendMessageInput } from "@natter/contract";
import type { Tx } from "../../core/transact.ts";
import type { ChannelAccess } from "../channels/public.ts";
import type { SendTargets } from "./check-send.ts";
import type { MentionedPeople } from "./mention-groups.ts";
import type { MessageRow } from "./message-rows.ts";

/** What a message is made of, once it was found that it may be sent. */
export type Composition = {
  readonly access: ChannelAccess;
  readonly input: SendMessageInput;
  readonly targets: SendTargets;
  readonly mentioned: MentionedPeople;
  /** A rule wants it to be seen by its author only. */
  readonly shadow: boolean;
};

/** A message but for its numbers, which it gets when it is written. */
export type MessageDraft = Omit<MessageRow, "seq" | "version"> & { readonly clientId: string };

/** The row that a send makes. */
export function composeMessage(
  tx: Tx,
  { access, input, targets, mentioned, shadow }: Composition,
): MessageDraft {
  const { forwarded } = targets;
  const { messageSeconds } = access;
  const lifetimes = [input.expiresInSeconds, messageSeconds ?? undefined];
  // Where both the channel and the sender say how long it stays, the shorter holds.
  const seconds = Math.min(...lifetimes.filter((life) => life !== undefined));
  return {
    id: tx.engine.newId(),
    cid: access.cid,
    kind: forwarded?.kind ?? input.kind,
    text: forwarded?.text ?? input.text,
    senderId: access.user.id,
    clientId: input.clientId,
    quoteId: targets.quote?.id ?? null,
    ...mentioned,
    silent: false,
    threadId: targets.root?.id ?? null,
    inChannel: targets.root === null || input.alsoInChannel === true,
    shadowed: access.shadowed || shadow,
    forward: forwarded?.forward ?? null,
    expiresAt: seconds === Infinity ? null : new Date(tx.now.getTime() + seconds * 1_000),
    custom: forwarded?.custom ?? input.custom ?? {},
    createdAt: tx.now,
    editedAt: null,
    deletedAt: null,
    removed: false,
    shadowEdit: null,
  };
}
