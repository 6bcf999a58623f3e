import { useCallback, useEffect, useRef, useState } from "react";
import { useToast } from "../primitives/toaster.tsx";
import { useSentenceOf } from "./use-sentence-of.ts";

export type Task = {
  /** Does it, unless it is being done already. Answers whether it worked; why not is in `error`. */
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
  readonly busy: boolean;
  readonly error: string | null;
};

/** One thing that a person does and waits for: whether it is being done, and why it did not work. */
export function useTask(): Task {
  const sentenceOf = useSentenceOf();
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const running = useRef(false);
  const shown = useRef(true);
  useEffect(() => {
    shown.current = true;
    return () => {
      shown.current = false;
    };
  }, []);
  const run = useCallback<Task["run"]>(
    async (work) => {
      if (running.current) return false;
      running.current = true;
      setBusy(true);
      setError(null);
      try {
        await work();
        return true;
      } catch (failure) {
        if (shown.current) setError(sentenceOf(failure));
        return false;
      } finally {
        running.current = false;
        if (shown.current) setBusy(false);
      }
    },
    [sentenceOf],
  );
  return { run, busy, error };
}

/** A function that does something at once and says in a toast when it did not work. Answers whether it did. */
export function useAttempt(): (work: () => Promise<unknown>) => Promise<boolean> {
  const sentenceOf = useSentenceOf();
  const toast = useToast();
  return useCallback(
    async (work) => {
      try {
        await work();
        return true;
      } catch (failure) {
        toast(sentenceOf(failure));
        return false;
      }
    },
    [sentenceOf, toast],
  );
}
