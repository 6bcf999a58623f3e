/** A signal that is aborted with the client's life, or by a caller's own before that. */
export function anySignal(life: AbortSignal, own: AbortSignal | undefined): AbortSignal {
  if (own === undefined) return life;
  if (typeof AbortSignal.any === "function") return AbortSignal.any([life, own]);
  // React Native has no `any` yet.
  const either = new AbortController();
  for (const signal of [life, own]) {
    if (signal.aborted) either.abort(signal.reason);
    signal.addEventListener("abort", () => either.abort(signal.reason), { once: true });
  }
  return either.signal;
}
