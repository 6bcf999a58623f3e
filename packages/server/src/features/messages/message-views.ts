import type { Message, Poll, Quote, UserSummary } from "@natter/contract";
import { defaultLimits } from "@natter/contract/limits";
import type { Tx } from "../../core/transact.ts";
import { findPins, type PinRow } from "../pins/public.ts";
import { pollViews } from "../polls/public.ts";
import { reactionGroups, type ReactionGroups } from "../reactions/public.ts";
import { summaryView, type ThreadSummaries } from "../threads/public.ts";
import { userSummaries } from "../users/public.ts";
import { asOf } from "./message-content.ts";
import { findMessages, type MessageRow } from "./message-rows.ts";
import { threadsSeenBy } from "./shadow-replies.ts";

const quoteCharacters = 200;

/**
 * Messages as a viewer who may read their channel sees them, in the order of the rows: five queries whatever their number.
 * Without a viewer (null), as everybody sees them. What only another sees is left out.
 */
export async function messageViews(
  tx: Tx,
  given: readonly MessageRow[],
  viewerId: string | null,
): Promise<Message[]> {
  const rows = given
    .filter((row) => !row.shadowed || row.senderId === viewerId)
    .map((row) => asOf(row, tx.now));
  if (rows.length === 0) return [];
  const [stored, threads, reactions, polls, pinRows] = await Promise.all([
    findMessages(tx, unique(rows.map((row) => row.quoteId))),
    threadsSeenBy(tx, unique(rows.map((row) => (row.threadId === null ? row.id : null))), viewerId),
    reactionGroups(
      tx,
      rows.map((row) => row.id),
      viewerId,
    ),
    pollViews(tx, unique(rows.map((row) => (row.kind === "poll" ? row.id : null))), viewerId),
    findPins(tx, unique(rows.map((row) => (row.deletedAt === null ? row.id : null)))),
  ]);
  const quoted = stored.map((row) => asOf(row, tx.now));
  const people = await userSummaries(
    tx,
    unique([
      ...[...rows, ...quoted].map((row) => row.senderId),
      ...pinRows.map((pin) => pin.pinnedBy),
      ...[...threads.values()].flatMap((thread) => thread.participants),
    ]),
  );
  const quotes = new Map(
    quoted
      .filter((row) => !row.shadowed || row.senderId === viewerId)
      .map((row) => [row.id, quoteView(row, people, viewerId)]),
  );
  const pins = new Map(pinRows.map((pin) => [pin.messageId, pin]));
  return rows.map((row) =>
    messageView(row, { people, quotes, reactions, threads, polls, pins, viewerId }),
  );
}

type Parts = {
  viewerId: string | null;
  people: ReadonlyMap<string, UserSummary>;
  quotes: ReadonlyMap<string, Quote>;
  reactions: ReactionGroups;
  threads: ThreadSummaries;
  polls: ReadonlyMap<string, Poll>;
  pins: ReadonlyMap<string, PinRow>;
};

/** One message from what was gathered for it. A deleted message shows that it was there, and nothing of what it said. */
export function messageView(
  stored: MessageRow,
  { people, quotes, reactions, threads, polls, pins, viewerId }: Parts,
): Message {
  const row = asSeenBy(stored, viewerId);
  const thread = threads.get(row.id);
  const poll = row.deletedAt === null ? polls.get(row.id) : undefined;
  const view = {
    id: row.id,
    cid: row.cid,
    seq: row.seq,
    // Its thread has numbers of its own: a reply does not write the message that it replies to.
    version: Math.max(row.version, thread?.version ?? 0),
    kind: row.kind,
    text: row.text,
    sender: row.senderId === null ? null : (people.get(row.senderId) ?? null),
    clientId: row.clientId,
    quote: row.quoteId === null ? null : (quotes.get(row.quoteId) ?? null),
    mentions: row.mentions,
    mentionGroups: row.mentionGroups,
    ...(row.mentionedIds ? { mentionedIds: shownIds(row.mentionedIds) } : {}),
    silent: row.silent,
    threadId: row.threadId,
    inChannel: row.inChannel,
    thread: summaryView(thread, people),
    forward: row.deletedAt === null ? row.forward : null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    custom: row.custom,
    reactions: row.deletedAt === null ? (reactions.get(row.id) ?? []) : [],
    ...(poll ? { poll } : {}),
    ...pinnedView(row.deletedAt === null ? pins.get(row.id) : undefined, people),
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
    removed: row.removed,
  };
  return view as Message; // ids in our rows were parsed when they came in
}

/** A message as it stands for one viewer: who edited it while shadow banned sees that edit, and nobody else. */
export function asSeenBy(row: MessageRow, viewerId: string | null): MessageRow {
  const edit = row.senderId === viewerId && row.deletedAt === null ? row.shadowEdit : null;
  if (!edit) return row;
  return { ...row, text: edit.text, custom: edit.custom, editedAt: new Date(edit.editedAt) };
}

function pinnedView(pin: PinRow | undefined, people: Parts["people"]) {
  if (!pin) return {};
  const by = people.get(pin.pinnedBy) ?? null;
  const expiresAt = pin.expiresAt?.toISOString() ?? null;
  return { pinned: { by, at: pin.pinnedAt.toISOString(), expiresAt } };
}

/** The start of a message as a quote of it shows it. */
export function quoteView(
  stored: MessageRow,
  people: ReadonlyMap<string, UserSummary>,
  viewerId: string | null,
): Quote {
  const row = asSeenBy(stored, viewerId);
  const view = {
    id: row.id,
    seq: row.seq,
    sender: row.senderId === null ? null : (people.get(row.senderId) ?? null),
    text: firstCharacters(row.text),
    deleted: row.deletedAt !== null,
  };
  return view as Quote; // as above
}

// Cuts between characters, never inside a surrogate pair.
function firstCharacters(text: string): string {
  return text.length <= quoteCharacters
    ? text
    : text.slice(0, quoteCharacters).replace(/[\uD800-\uDBFF]$/, "");
}

/** Every recipient is sent them, so of many none are shown: each asks whether they are meant. */
function shownIds(ids: readonly string[]): readonly string[] | null {
  return ids.length <= defaultLimits.mentionedIdsShown ? ids : null;
}

function unique(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
