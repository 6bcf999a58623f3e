// Plants defects in a copy of the SDK, one by one, and runs tests that were not written for them: each has to turn at
// least one of them red. A test that no defect turns red proves nothing.
import { parseArgs } from "node:util";
import { finish } from "./support/report.ts";
import { copyHouse, type Change } from "./support/planted-copy.ts";

type Defect = {
  readonly id: string;
  readonly does: string;
  readonly file: string;
  readonly change: readonly Change[];
  /** Titles of tests that were written for what the defect breaks: they do not count. */
  readonly writtenFor: RegExp;
};

const defects: readonly Defect[] = [
  {
    id: "M8",
    does: "goes on from the later of two positions: what came between them is never asked for",
    file: "src/sync/fetch-anew.ts",
    change: [["Math.min(page.position", "Math.max(page.position"]],
    writtenFor: /SYNC-5/,
  },
  {
    id: "M9",
    does: "lets an older answer overwrite what a newer event said",
    file: "src/messages/confirmed-messages.ts",
    change: [["known !== undefined && known.version >= message.version", "known === message"]],
    writtenFor: /SYNC-7|apply-message-event/,
  },
  {
    id: "M10",
    does: "counts as held what was fetched before the subscription, without taking it",
    file: "src/sync/catch-up.ts",
    change: [["feed.take(user.items, user.position)", "feed.take([], user.position)"]],
    writtenFor: /SYNC-15|SYNC-24/,
  },
  {
    id: "M12",
    does: "takes a message for its own by the client id alone, whoever sent it",
    file: "src/sync/session.ts",
    change: [
      ["message.clientId !== null && message.sender?.id === viewerId", "message.clientId !== null"],
    ],
    writtenFor: /SYNC-8/,
  },
  {
    id: "M15",
    does: "orders messages by their time",
    file: "src/messages/confirmed-messages.ts",
    change: [["one.seq - other.seq", "one.createdAt.getTime() - other.createdAt.getTime()"]],
    writtenFor: /SYNC-7|apply-message-event/,
  },
  {
    id: "N1",
    does: "repeats a message under another client id",
    file: "src/messages/send-message.ts",
    change: [["...{ clientId: id, text },", "...{ clientId: engine.random.uuid(), text },"]],
    writtenFor: /SYNC-9|SYNC-8/,
  },
  {
    id: "N2",
    does: "sends before it has stored, and stores nothing that is on its way",
    file: "src/persistence/persistence.ts",
    change: [
      [
        "if (hasNewOperations(operations, savedOperations)) void write(operationChanges());\n    timer",
        "timer",
      ],
      ["const flushEveryMs = 500;", "const flushEveryMs = 60_000;"],
      ["if (hasNewOperations(operations, savedOperations)) void write(operationChanges());\n", ""],
    ],
    writtenFor: /SYNC-28/,
  },
];

const { values } = parseArgs({
  options: { seeds: { type: "string", default: "150" }, only: { type: "string" } },
});
const tests = [
  "packages/client/tests/simulator",
  "packages/client/tests/convergence.test.ts",
  "packages/client/tests/seam-race.test.ts",
  "packages/client/src/sync",
  "packages/client/src/persistence",
  "packages/client/src/outbox",
];

const copy = copyHouse();
const startedAt = new Date();
const seen: string[] = [];
const missed: string[] = [];
try {
  const before = redTests();
  if (before.length > 0) throw new Error(`Red without any defect: ${before.join("; ")}`);
  console.log("Without a defect everything is green.");
  for (const { id, does, file, change, writtenFor } of defects) {
    if (values.only !== undefined && values.only !== id) continue;
    const restore = copy.plant(`client/${file}`, change);
    const red = redTests().filter((title) => !writtenFor.test(title));
    restore();
    (red.length > 0 ? seen : missed).push(`${id}: ${does}`);
    console.log(`${red.length > 0 ? "seen  " : "MISSED"} ${id}: ${does}`);
    for (const title of red.slice(0, 3)) console.log(`         ${title}`);
  }
} finally {
  copy.remove();
}
await finish(
  {
    ...{ id: "client-defects", quick: values.only !== undefined, seed: 0 },
    pass: missed.length === 0 && seen.length > 0,
    faults: { defects_planted: seen.length + missed.length },
    figures: { defects_seen: seen.length, defects_missed: missed.length },
    problems: missed.map((defect) => `No test saw ${defect}`),
  },
  startedAt,
);

function redTests(): string[] {
  return copy.redTests(tests, { CONVERGE_SEEDS: values.seeds });
}
