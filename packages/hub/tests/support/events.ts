/** The first event of this name, as a promise. Ask for it before what causes it. */
export function nextEvent<Context>(
  source: { once(event: never, listener: (context: Context) => void): unknown },
  event: string,
): Promise<Context> {
  return new Promise((resolve) => {
    source.once(event as never, resolve); // the caller names an event that the source has
  });
}

/** Resolves once `isTrue` holds; the test's own timeout bounds the wait. */
export async function until(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await new Promise((resolve) => setTimeout(resolve, 5));
}
