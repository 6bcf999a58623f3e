import type { Message, Quote, UserSummary } from "@natter/contract";
import type { Tx } from "../../core/transact.ts";
import { reactionGroups, type ReactionGroups } from "../reactions/public.ts";
import { userSummaries } from "../users/public.ts";
import { findMessages, type MessageRow } from "./message-rows.ts";

const quoteCharacters = 200;

/** Messages as anyone who may read their channel sees them, in the order of the rows: four queries whatever their number. */
export async function messageViews(tx: Tx, rows: readonly MessageRow[]): Promise<Message[]> {
  if (rows.length === 0) return [];
  const [quoted, reactions] = await Promise.all([
    findMessages(tx, unique(rows.map((row) => row.quoteId))),
    reactionGroups(
      tx,
      rows.map((row) => row.id),
    ),
  ]);
  const people = await userSummaries(tx, unique([...rows, ...quoted].map((row) => row.senderId)));
  const quotes = new Map(quoted.map((row) => [row.id, quoteView(row, people)]));
  return rows.map((row) => messageView(row, { people, quotes, reactions }));
}

type Parts = {
  people: ReadonlyMap<string, UserSummary>;
  quotes: ReadonlyMap<string, Quote>;
  reactions: ReactionGroups;
};

/** One message from what was gathered for it. A deleted message shows that it was there, and nothing of what it said. */
export function messageView(row: MessageRow, { people, quotes, reactions }: Parts): Message {
  const view = {
    id: row.id,
    cid: row.cid,
    seq: row.seq,
    version: row.version,
    kind: row.kind,
    text: row.text,
    sender: row.senderId === null ? null : (people.get(row.senderId) ?? null),
    clientId: row.clientId,
    quote: row.quoteId === null ? null : (quotes.get(row.quoteId) ?? null),
    mentions: row.mentions,
    mentionGroups: row.mentionGroups,
    silent: row.silent,
    threadId: row.threadId,
    inChannel: row.inChannel,
    forward: row.deletedAt === null ? row.forward : null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    custom: row.custom,
    reactions: row.deletedAt === null ? (reactions.get(row.id) ?? []) : [],
    createdAt: row.createdAt.toISOString(),
    editedAt: row.editedAt?.toISOString() ?? null,
    deletedAt: row.deletedAt?.toISOString() ?? null,
  };
  return view as Message; // ids in our rows were parsed when they came in
}

/** The start of a message as a quote of it shows it. */
export function quoteView(row: MessageRow, people: ReadonlyMap<string, UserSummary>): Quote {
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

function unique(ids: readonly (string | null)[]): string[] {
  return [...new Set(ids.filter((id) => id !== null))];
}
