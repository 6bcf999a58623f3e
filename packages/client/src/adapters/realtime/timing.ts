import { systemClock, type Timer } from "../clock.ts";

/** As `setTimeout` takes it: more than 24 days are no days at all. */
const longestMs = 2 ** 31 - 1;
/** A token that could not be renewed is good for a while yet: so long until it is tried again. */
export const refreshAgainSeconds = 5;

/** Calls back when a token's time is over, in seconds as the server tells it. */
export function afterSeconds(seconds: number, run: () => void): Timer {
  return systemClock.after(Math.min(seconds * 1_000, longestMs), run);
}
