import { useCallback, useEffect, useRef, useState } from "react";
import { useConnection } from "../connection/use-connection.ts";
import { useSentenceOf } from "./use-sentence-of.ts";
import { withTimeLimit } from "./with-time-limit.ts";

export type Page<Item> = { readonly items: readonly Item[]; readonly next: string | null };

export type Pages<Item> = {
  readonly items: readonly Item[];
  /** `loading` until the first page of the present key is there; what was shown before stays meanwhile. */
  readonly status: "idle" | "loading" | "ready" | "error";
  /** What went wrong, as a sentence; null unless `status` is `error`. */
  readonly error: string | null;
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly reload: () => void;
  /** Changes what is shown, for example after one of the items was dealt with. */
  readonly change: (change: (items: readonly Item[]) => readonly Item[]) => void;
};

type State<Item> = {
  readonly key: string | null;
  readonly items: readonly Item[];
  readonly next: string | null;
  readonly status: Pages<Item>["status"];
  readonly error: string | null;
};

/**
 * Fetches a list page by page. Another `key` means another list; null fetches nothing. An answer that was overtaken is
 * dropped, one that takes longer than ten seconds is an error, and an error is tried again when the connection is back.
 */
export function usePages<Item>(
  key: string | null,
  fetchPage: (cursor: string | undefined, signal: AbortSignal) => Promise<Page<Item>>,
): Pages<Item> {
  const sentenceOf = useSentenceOf();
  const { isConnected } = useConnection();
  const [state, setState] = useState<State<Item>>(() => fresh(key));
  const [round, setRound] = useState(0);
  const latest = useRef({ fetchPage, sentenceOf });
  latest.current = { fetchPage, sentenceOf };
  const running = useRef<AbortController | null>(null);

  const start = useCallback((cursor: string | undefined) => {
    running.current?.abort();
    const own = new AbortController();
    running.current = own;
    withTimeLimit(own.signal, (signal) => latest.current.fetchPage(cursor, signal)).then(
      ({ items, next }) => {
        if (own.signal.aborted) return;
        setState((old) => ({
          ...old,
          items: cursor === undefined ? items : [...old.items, ...items],
          next,
          status: "ready",
          error: null,
        }));
      },
      (failure: unknown) => {
        if (own.signal.aborted) return;
        const error = latest.current.sentenceOf(failure);
        setState((old) => ({ ...old, status: "error", error }));
      },
    );
  }, []);

  useEffect(() => {
    setState((old) =>
      key === null ? fresh<Item>(null) : { ...old, key, status: "loading", error: null },
    );
    if (key !== null) start(undefined);
    return () => running.current?.abort();
  }, [key, round, start]);

  const reload = useCallback(() => setRound((before) => before + 1), []);
  const failed = state.status === "error";
  const wasConnected = useRef(isConnected);
  useEffect(() => {
    const isBack = isConnected && !wasConnected.current;
    wasConnected.current = isConnected;
    if (isBack && failed) reload();
  }, [isConnected, failed, reload]);

  const { next } = state;
  const loadMore = useCallback(() => {
    if (next === null) return;
    setState((old) => ({ ...old, status: "loading", error: null }));
    start(next);
  }, [next, start]);
  const change = useCallback<Pages<Item>["change"]>((changed) => {
    setState((old) => ({ ...old, items: changed(old.items) }));
  }, []);

  return {
    items: state.items,
    status: state.key === key ? state.status : "loading",
    error: state.error,
    hasMore: next !== null,
    loadMore,
    reload,
    change,
  };
}

function fresh<Item>(key: string | null): State<Item> {
  const status = key === null ? "idle" : "loading";
  return { key, items: [], next: null, status, error: null };
}
