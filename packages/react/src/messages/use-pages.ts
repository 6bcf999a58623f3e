import { useCallback, useState } from "react";
import { useLatest } from "../channel/use-latest.ts";
import type { Messages } from "./use-messages.ts";

/** So many messages are held; what is far from the reader is let go of and loaded again when they come there. */
const mostLoaded = 400;

export type Pages = {
  /** Which side could not be loaded; it is not asked for again until somebody says so. */
  readonly failed: "older" | "newer" | null;
  readonly retry: () => void;
  readonly loadOlder: () => void;
  readonly loadNewer: () => void;
};

/** Loads more of a history at either end, one request at a time. One that failed waits for a press on "Try again". */
export function usePages(list: Messages): Pages {
  const [failed, setFailed] = useState<"older" | "newer" | null>(null);
  const latest = useLatest({ list, failed });

  const load = useCallback(
    async (side: "older" | "newer") => {
      const { list: now, failed: stuck } = latest.current;
      if (stuck !== null) return;
      if (side === "older" ? !now.hasOlder : !now.hasNewer) return;
      try {
        await (side === "older" ? now.loadOlder() : now.loadNewer());
        now.forget(side === "older" ? "newer" : "older", mostLoaded);
      } catch {
        setFailed(side);
      }
    },
    [latest],
  );
  return {
    failed,
    retry: useCallback(() => {
      const side = latest.current.failed;
      if (side === null) return;
      latest.current.failed = null;
      setFailed(null);
      void load(side);
    }, [load, latest]),
    loadOlder: useCallback(() => void load("older"), [load]),
    loadNewer: useCallback(() => void load("newer"), [load]),
  };
}
