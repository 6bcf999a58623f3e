import type { CallOptions } from "./api-types.ts";
import { throwIfAborted } from "./read-error.ts";

/**
 * Waits for some work until the signal says otherwise, and rejects with its reason then. What the work brings for the state is
 * taken in all the same. `undo` takes back what was begun with the work, at whatever time the signal says so.
 */
export async function untilAborted<Result>(
  work: () => Promise<Result>,
  { signal }: CallOptions = {},
  undo: () => void = () => undefined,
): Promise<Result> {
  throwIfAborted(signal);
  const done = work();
  if (signal === undefined) return done;
  const aborted = new Promise<never>((_resolve, reject) => {
    const end = () => {
      undo();
      reject(signal.reason instanceof Error ? signal.reason : new Error("It was aborted."));
    };
    signal.addEventListener("abort", end, { once: true });
  });
  aborted.catch(() => undefined); // heard only while the work is going on
  return await Promise.race([done, aborted]);
}
