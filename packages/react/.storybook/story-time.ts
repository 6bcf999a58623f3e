import type { StoryClock } from "@natter/testing/story-chat";

/** Lets `new Date()` and `Date.now()` tell the story's time, until what is returned is called. */
export function holdStoryTime(clock: StoryClock): () => void {
  const RealDate = globalThis.Date;
  const now = () => clock.now().getTime();
  globalThis.Date = new Proxy(RealDate, {
    construct: (date, given: [], target) =>
      Reflect.construct(date, given.length === 0 ? [now()] : given, target),
    get: (date, key) => (key === "now" ? now : Reflect.get(date, key)),
  });
  return () => void (globalThis.Date = RealDate);
}
