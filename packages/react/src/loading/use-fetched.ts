import { useMemo } from "react";
import { usePages, type Pages } from "./use-pages.ts";

export type Fetched<Data> = Pick<Pages<Data>, "status" | "error" | "reload"> & {
  /** Null until it is there; after a change of the key the old one stays until the new one comes. */
  readonly data: Data | null;
  /** Puts something newer in its place, for example what the server answered to a change. */
  readonly replace: (data: Data) => void;
};

/** Fetches one thing, under the rules of `usePages`. */
export function useFetched<Data>(
  key: string | null,
  fetchIt: (signal: AbortSignal) => Promise<Data>,
): Fetched<Data> {
  const { items, status, error, reload, change } = usePages<Data>(key, (_cursor, signal) =>
    fetchIt(signal).then((data) => ({ items: [data], next: null })),
  );
  return useMemo(
    () => ({
      data: items[0] ?? null,
      status,
      error,
      reload,
      replace: (data: Data) => change(() => [data]),
    }),
    [items, status, error, reload, change],
  );
}
