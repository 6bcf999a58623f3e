// A client that was away: for no event, for as many as each limit and one more, for longer than the log remembers, for a
// line that began anew, and for a hundred thousand events in many channels. The client's own test of it, at full length.
import { parseArgs } from "node:util";
import { finish } from "./support/report.ts";
import { runVitest } from "./support/run-vitest.ts";

const { values } = parseArgs({ options: { events: { type: "string", default: "100000" } } });
const events = Number(values.events);
const startedAt = new Date();
const { passed } = await runVitest("packages/client/tests/long-absence.test.ts", {
  MISSED_EVENTS: values.events,
});
await finish(
  {
    ...{ id: "R09", quick: events < 100_000, seed: 0, pass: passed, faults: {} },
    figures: { events_missed_in_many_channels: events },
    problems: passed ? [] : ["Not every absence was made up for: see what the test printed."],
  },
  startedAt,
);
