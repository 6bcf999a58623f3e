import { describe, test } from "vitest";
import { buildReference, startReference } from "./build-reference.ts";
import { runConformance } from "./run-conformance.ts";

// The same cases against a server on the official library: a case that fails there is a wrong case.
const built = await buildReference();
const reason = "reason" in built ? built.reason : undefined;

describe.skipIf(reason)("the official library", () => {
  runConformance(() => startReference("program" in built ? built.program : ""));
});

// oxlint-disable-next-line vitest/expect-expect -- it only puts the reason into the report
test.runIf(reason)(`the official library is not compared: ${reason}`, ({ skip }) => skip(reason));
