import { parseSearch, type SearchInput, type SearchPage } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { sqlState } from "../../adapters/database/port.ts";
import type { UserCall } from "../../core/call.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { allows } from "../channels/public.ts";
import { readableChannels } from "../channels/views/public.ts";
import {
  findMessages,
  isSeenBy,
  messageViews,
  neighbours,
  type MessageRow,
} from "../messages/public.ts";
import { criteriaOf, indexQuery, meets, type Criteria } from "./search-criteria.ts";
import { findInIndex } from "./search-rows.ts";
import { rankOf } from "./rank.ts";
import { openCursor, sealCursor, type SearchPlace } from "./search-cursor.ts";
import { showMatches } from "./snippet.ts";

/** Matches looked at to rank them, and counted at most. */
const mostCounted = 1_000;
/** How long the database may work on one search. */
const mostMilliseconds = 5_000;
const lastId = "ffffffff-ffff-ffff-ffff-ffffffffffff";
const queryCanceled = "57014";

/**
 * The messages that the caller may read now and that meet a search. The index finds them; each is then read again as it
 * is, so that a row behind its message shows nothing that is gone or changed.
 */
export async function searchMessages(call: UserCall, input: SearchInput): Promise<SearchPage> {
  const place = openCursor(input);
  try {
    return await transact(call.engine, call.appId, async (tx) => {
      // A bound for this transaction, so that no search holds a connection for long.
      await tx.connection.query(bound, [String(mostMilliseconds)]);
      return await search(tx, call.userId, input, place);
    });
  } catch (error) {
    if (sqlState(error) !== queryCanceled) throw error;
    throw new ChatError(
      "search.too_broad",
      "That search took too long. Narrow it by a channel, an author or a time.",
    );
  }
}

const bound = { name: "search_bound", text: "select set_config('statement_timeout', $1, true)" };

async function search(
  tx: Tx,
  viewerId: string,
  input: SearchInput,
  place: SearchPlace | null,
): Promise<SearchPage> {
  const { parts, problem } = parseSearch(input.query, input.utcOffsetMinutes);
  if (problem !== null) throw new ChatError("search.invalid_query", problem);
  const all = await readableChannels(tx, viewerId);
  const readable = all.filter(
    (channel) => channel.config.features.search && allows(channel, "see-history"),
  );
  const only = input.cids && new Set<string>(input.cids);
  const channels = only ? readable.filter((channel) => only.has(channel.cid)) : readable;
  const criteria = criteriaOf(parts, { viewerId, channels });
  const says = parts.length > 0 && criteria.cids.length > 0;
  if (!says) return { items: [], next: null, previous: null, total: totalOf(input, 0) };
  const task = { viewerId, criteria, limit: input.limit, place };
  const [found, total] = await Promise.all([
    input.sort === "newest" ? newestFirst(tx, task) : bestFirst(tx, task),
    input.count ? countMatches(tx, task) : null,
  ]);
  const names = new Map(channels.map((channel) => [channel.cid, channel.name]));
  return {
    items: await resultsOf(tx, found.rows, { viewerId, criteria, names }),
    next: found.next && sealCursor(input, found.next),
    previous: null,
    total: total === null ? null : totalOf(input, total),
  };
}

type Task = {
  readonly viewerId: string;
  readonly criteria: Criteria;
  readonly limit: number;
  readonly place: SearchPlace | null;
};
type Found = { readonly rows: readonly MessageRow[]; readonly next: SearchPlace | null };

/** Reads on in the index until a page is full, since not all that it names need be there any more. */
async function newestFirst(tx: Tx, task: Task): Promise<Found> {
  const rows: MessageRow[] = [];
  let at = task.place ?? { at: null, id: lastId, score: 0 };
  while (rows.length <= task.limit) {
    const batch = task.limit + 1 - rows.length;
    const named = await findInIndex(tx, inIndex(tx, task, at, batch));
    rows.push(
      ...(await confirm(
        tx,
        task,
        named.map(({ id }) => id),
      )),
    );
    const last = named.at(-1);
    if (!last || named.length < batch) break;
    at = { at: last.at, id: last.id, score: 0 };
  }
  const shown = rows.slice(0, task.limit);
  const last = shown.at(-1);
  const isMore = rows.length > task.limit && last !== undefined;
  return { rows: shown, next: isMore ? { at: last.createdAt, id: last.id, score: 0 } : null };
}

/** Ranks the newest matches. Every page ranks them again as of the first page's time, so that the order holds. */
async function bestFirst(tx: Tx, task: Task): Promise<Found> {
  const asOf = task.place?.at ?? tx.now;
  const from = { at: new Date(asOf.getTime() + 1), id: lastId, score: 0 };
  const named = await findInIndex(tx, inIndex(tx, task, from, mostCounted));
  const rows = await confirm(
    tx,
    task,
    named.map(({ id }) => id),
  );
  const ranked = rows
    .map((row) => ({ row, score: rankOf(row, task.criteria.needles, asOf) }))
    .toSorted((one, other) => other.score - one.score || (one.row.id < other.row.id ? 1 : -1));
  const { place } = task;
  const rest = place
    ? ranked.filter(
        ({ row, score }) => score < place.score || (score === place.score && row.id < place.id),
      )
    : ranked;
  const shown = rest.slice(0, task.limit);
  const last = shown.at(-1);
  const next =
    rest.length > task.limit && last ? { at: asOf, id: last.row.id, score: last.score } : null;
  return { rows: shown.map(({ row }) => row), next };
}

async function countMatches(tx: Tx, task: Task): Promise<number> {
  const start = { at: null, id: lastId, score: 0 };
  const named = await findInIndex(tx, inIndex(tx, task, start, mostCounted + 1));
  return (
    await confirm(
      tx,
      task,
      named.map(({ id }) => id),
    )
  ).length;
}

function totalOf({ count }: SearchInput, found: number): SearchPage["total"] {
  if (!count) return null;
  return { count: Math.min(found, mostCounted), isExact: found <= mostCounted };
}

function inIndex(tx: Tx, task: Task, place: SearchPlace, limit: number) {
  return {
    ...indexQuery(tx.appId, task.criteria),
    viewerId: task.viewerId,
    beforeAt: place.at ?? ("infinity" as const),
    beforeId: place.id,
    limit,
  };
}

/** Those of some messages that are there, that the searcher may see and that meet the search, in the order given. */
async function confirm(
  tx: Tx,
  { viewerId, criteria }: Task,
  ids: readonly string[],
): Promise<MessageRow[]> {
  const found = new Map((await findMessages(tx, ids)).map((row) => [row.id, row]));
  const cids = new Set(criteria.cids);
  return ids
    .flatMap((id) => found.get(id) ?? [])
    .filter((row) => cids.has(row.cid) && row.deletedAt === null && isSeenBy(row, viewerId))
    .filter((row) => row.expiresAt === null || row.expiresAt > tx.now)
    .filter((row) => meets(criteria, row));
}

async function resultsOf(
  tx: Tx,
  rows: readonly MessageRow[],
  {
    viewerId,
    criteria,
    names,
  }: {
    viewerId: string;
    criteria: Criteria;
    names: ReadonlyMap<string, string | null>;
  },
): Promise<SearchPage["items"]> {
  const [views, around] = await Promise.all([
    messageViews(tx, rows, viewerId),
    neighbours(tx, rows, viewerId),
  ]);
  const items = views.map((message) => ({
    message,
    ...showMatches(message.text, criteria.needles),
    channel: { cid: message.cid, name: names.get(message.cid) ?? null },
    context: around.get(message.id) ?? { previousId: null, nextId: null },
  }));
  return items as SearchPage["items"]; // ids of our own rows
}
