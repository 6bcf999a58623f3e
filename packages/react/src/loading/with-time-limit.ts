const limitMs = 10_000;

/** Runs `work` with a signal that ends when `outer` does, or after ten seconds, and rejects then whatever `work` does. */
export async function withTimeLimit<Answer>(
  outer: AbortSignal,
  work: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
  const inner = new AbortController();
  let stop = () => {};
  const ended = new Promise<never>((_resolve, reject) => {
    stop = () => {
      inner.abort();
      // No words of its own: the reader is told the kit's general sentence.
      reject(new Error(""));
    };
  });
  const timer = setTimeout(stop, limitMs);
  outer.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([work(inner.signal), ended]);
  } finally {
    clearTimeout(timer);
    outer.removeEventListener("abort", stop);
  }
}
