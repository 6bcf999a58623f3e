import type { Schedule } from "./schedule.ts";

/** A shorter schedule that fails as well: steps are left out, half of them first, as long as it still does. */
export async function shrink(
  schedule: Schedule,
  fails: (schedule: Schedule) => Promise<boolean>,
  mostRuns = 200,
): Promise<Schedule> {
  let best = schedule;
  let runs = 0;
  for (let size = Math.ceil(best.steps.length / 2); size >= 1; size = Math.floor(size / 2)) {
    for (let at = 0; at < best.steps.length && runs < mostRuns;) {
      const steps = [...best.steps.slice(0, at), ...best.steps.slice(at + size)];
      runs += 1;
      if (await fails({ ...best, steps })) best = { ...best, steps };
      else at += size;
    }
  }
  return best;
}
