/** Resolves after so many milliseconds. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}

/** Looks every 25 ms until something is so; throws a sentence when it never becomes so. */
export async function until(
  isSo: () => boolean | Promise<boolean>,
  otherwise: string,
  withinMs = 60_000,
): Promise<void> {
  const end = performance.now() + withinMs;
  while (!(await isSo())) {
    if (performance.now() > end) throw new Error(otherwise);
    await pause(25);
  }
}
