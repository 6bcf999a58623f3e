import type { SearchPage, SearchResult } from "@natter/client";
import { parseSearch } from "@natter/contract/search-query";
import { useMemo, useState } from "react";
import { useConnection } from "../connection/use-connection.ts";
import { usePages, type Pages } from "../loading/use-pages.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { searchDevice } from "./search-device.ts";
import { useDebounced } from "./use-debounced.ts";

export type SearchOptions = {
  /** Only in these channels; in all that the viewer may read when not given. */
  readonly cids?: readonly string[] | undefined;
  readonly sort?: "newest" | "relevance";
};

export type Search = Pick<
  Pages<SearchResult>,
  "status" | "error" | "hasMore" | "loadMore" | "reload"
> & {
  readonly results: readonly SearchResult[];
  /** How many match, exact up to a thousand; null while it is not known. */
  readonly total: SearchPage["total"];
  /** What is wrong with the text itself, as with `before:soon`. */
  readonly problem: string | null;
  /** Without a connection only what this device holds is looked through. */
  readonly onlyThisDevice: boolean;
};

const debounceMs = 250;

/** Finds messages as one writes: 250 ms after the last letter, with what was found before shown meanwhile. */
export function useSearch(text: string, options: SearchOptions = {}): Search {
  const { cids, sort = "newest" } = options;
  const client = useChatClient();
  const { isConnected } = useConnection();
  const wanted = text.trim();
  const settled = useDebounced(wanted, debounceMs);
  const problem = useMemo(() => parseSearch(settled).problem, [settled]);
  const [total, setTotal] = useState<SearchPage["total"]>(null);
  const isAsked = settled !== "" && wanted !== "" && problem === null;
  const key = isAsked ? JSON.stringify([settled, cids, sort, isConnected]) : null;
  const list = usePages<SearchResult>(key, async (cursor, signal) => {
    if (!isConnected) {
      const items = searchDevice(client.store.getState(), settled, cids);
      setTotal({ count: items.length, isExact: true });
      return { items, next: null };
    }
    const page = await client.search({
      query: settled,
      sort,
      count: cursor === undefined,
      ...(cids ? { cids: [...cids] } : {}),
      ...(cursor === undefined ? {} : { cursor }),
    });
    if (page.total !== null && !signal.aborted) setTotal(page.total);
    return page;
  });
  const { status, error, hasMore, loadMore, reload } = list;
  return {
    results: key === null ? none : list.items,
    total: status === "ready" ? total : null,
    status: wanted !== "" && wanted !== settled && problem === null ? "loading" : status,
    error,
    hasMore,
    loadMore,
    reload,
    problem,
    onlyThisDevice: !isConnected,
  };
}

const none: readonly SearchResult[] = [];
