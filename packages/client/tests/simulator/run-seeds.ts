import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeSchedule, type Schedule } from "./schedule.ts";
import { shrink } from "./shrink.ts";
import { createTally } from "./tally.ts";
import { play, type Outcome } from "./world.ts";

/** Schedules that failed once, shrunk. They are played with every run. */
const keptFile = join(import.meta.dirname, "kept-schedules.json");

export type Failure = { readonly schedule: Schedule; readonly outcome: Outcome };

/** Plays the schedules that were kept; answers with those that fail. */
export async function playKept(): Promise<Failure[]> {
  return failuresOf(readKept());
}

function readKept(): readonly Schedule[] {
  return JSON.parse(readFileSync(keptFile, "utf8")) as readonly Schedule[]; // written below
}

/** Plays seeds from a first one on; answers with those that fail, and tells of progress. */
export async function playSeeds(
  first: number,
  count: number,
  onPlayed: (seed: number, outcome: Outcome) => void = () => undefined,
  tally = createTally(),
  make = makeSchedule,
): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (let seed = first; seed < first + count; seed += 1) {
    const schedule = make(seed);
    const outcome = await play(schedule, {}, tally);
    onPlayed(seed, outcome);
    if (outcome.problems.length > 0) failures.push({ schedule, outcome });
  }
  return failures;
}

/** Makes a failing schedule as short as it still fails, and keeps it to be played with every run from now on. */
export async function keep({ schedule }: Failure): Promise<Failure> {
  const shrunk = await shrink(
    schedule,
    async (shorter) => (await play(shorter)).problems.length > 0,
  );
  const kept = [...readKept().filter(({ seed }) => seed !== shrunk.seed), shrunk];
  writeFileSync(keptFile, `${JSON.stringify(kept, null, 2)}\n`);
  return { schedule: shrunk, outcome: await play(shrunk) };
}

async function failuresOf(schedules: readonly Schedule[]): Promise<Failure[]> {
  const failures: Failure[] = [];
  for (const schedule of schedules) {
    const outcome = await play(schedule);
    if (outcome.problems.length > 0) failures.push({ schedule, outcome });
  }
  return failures;
}
