import {
  parseChannelFilter,
  type ChannelFilter,
  type ChannelFilterInput,
  type ChannelSort,
  type ChannelTest,
  type KeptChannelFilter,
} from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { AppCall } from "../../core/call.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { deleteFilterRow, filterRows, findFilterRow, saveFilterRow } from "./filter-rows.ts";

/** How many filters an app keeps at most. */
const mostFilters = 100;

const builtIn: Readonly<Record<string, ChannelFilter>> = {
  mine: { joined: true },
  unread: { hasUnread: true },
  direct: { kind: "direct" },
  mentions: { mentions: { $gt: 0 } },
  pinned: { pinned: true },
};

type Predefined = { readonly test: ChannelTest; readonly sort: readonly ChannelSort[] };

/** A filter by its name, or `channel_filter.not_found`. */
export async function findPredefined(tx: Tx, name: string): Promise<Predefined> {
  const given = Object.hasOwn(builtIn, name) ? builtIn[name] : undefined;
  const row = given ? { filter: given, sort: [] } : await findFilterRow(tx, name);
  const test = row && parseChannelFilter(row.filter).test;
  if (!row || !test) throw notFound(name);
  return { test, sort: row.sort };
}

/** All filters of an app: the built-in ones, then its own by name. */
export async function listFilters(call: AppCall): Promise<{ filters: KeptChannelFilter[] }> {
  const rows = await transact(call.engine, call.appId, (tx) => filterRows(tx, mostFilters));
  const given = Object.entries(builtIn).map(([name, filter]) => ({
    ...{ name, filter, sort: [], builtIn: true },
  }));
  return { filters: [...given, ...rows.map((row) => ({ ...row, builtIn: false }))] };
}

/** Keeps a filter under a name, in place of what was there. */
export async function putFilter(
  call: AppCall,
  name: string,
  { filter, sort }: ChannelFilterInput,
): Promise<{ filter: KeptChannelFilter }> {
  assertOwn(name);
  const isKept = await transact(call.engine, call.appId, (tx) =>
    saveFilterRow(tx, { name, filter, sort, most: mostFilters }),
  );
  if (!isKept) {
    throw new ChatError("channel_filter.too_many", `An app keeps at most ${mostFilters} filters.`);
  }
  return { filter: { name, filter, sort, builtIn: false } };
}

/** Forgets a filter of the app's own. */
export async function deleteFilter(call: AppCall, name: string): Promise<void> {
  assertOwn(name);
  const isGone = await transact(call.engine, call.appId, (tx) => deleteFilterRow(tx, name));
  if (!isGone) throw notFound(name);
}

function assertOwn(name: string): void {
  if (!Object.hasOwn(builtIn, name)) return;
  throw new ChatError("channel_filter.built_in", `"${name}" is built in. Choose another name.`);
}

function notFound(name: string): ChatError {
  return new ChatError("channel_filter.not_found", `There is no filter "${name}".`);
}
