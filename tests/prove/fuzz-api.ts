// S05: every operation of the OpenAPI document, with valid, nearly valid and absurd input, by schemathesis: a fuzzer that knows
// nothing of this code. No answer of 500 and above, none that the document does not describe, none that never comes.
import { execFile } from "node:child_process";
import { mkdir } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { createApp, type App } from "./support/api.ts";
import { readOptions } from "./support/options.ts";
import { finish } from "./support/report.ts";
import { startWorld, type World } from "./support/world.ts";

const run = promisify(execFile);
const startedAt = new Date();
const { quick, seed } = readOptions();
const casesEach = quick ? 20 : 500;
const home = fileURLToPath(new URL("../../node_modules/.cache/natter-prove/", import.meta.url));
const checks =
  "not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance";

const reason = await installFuzzer();
if (reason !== null) {
  console.log(`S05: skipped (${reason})`);
} else {
  const world = await startWorld();
  const app = await createApp(world, "fuzz", ["ada", "bob"]);
  await populate(app);
  const callers: Record<string, Record<string, string>> = {
    "a user": { Authorization: `Bearer ${app.secretKey}`, "X-Natter-User": "ada" },
    "a server": { Authorization: `Bearer ${app.secretKey}` },
    "the platform's admin": { Authorization: `Bearer ${world.adminKey}` },
    nobody: { "X-Natter-Key": app.publishableKey },
  };
  const problems: string[] = [];
  const figures: Record<string, number> = {};
  for (const [caller, headers] of Object.entries(callers)) {
    const { cases, operations, failures } = await fuzz(world, headers);
    figures[`cases as ${caller}`] = cases;
    figures["operations"] = operations;
    problems.push(...failures.map((failure) => `as ${caller}: ${failure}`));
  }
  if (!figures["operations"]) problems.push("No operation was tested.");
  const unhandled = world.output().match(/unhandled|uncaught/gi)?.length ?? 0;
  if (unhandled > 0) problems.push(`${unhandled} errors that nobody caught`);
  await world.stop();
  await finish(
    {
      id: "S05",
      pass: problems.length === 0,
      quick,
      seed,
      faults: {},
      figures,
      problems: problems.slice(0, 20),
    },
    startedAt,
  );
}

/** Installs the fuzzer into a folder of its own; gives the reason where that cannot be done. */
async function installFuzzer(): Promise<string | null> {
  try {
    await mkdir(home, { recursive: true });
    await run("python3", ["-m", "venv", `${home}python`]);
    await run(`${home}python/bin/pip`, ["install", "--quiet", "schemathesis==4.32.5"]);
    return null;
  } catch (error) {
    return `schemathesis cannot be installed: ${String(error).split("\n")[0]}`;
  }
}

/** Something of each kind, so that guessed ids can hit. */
async function populate({ call }: App): Promise<void> {
  const { channel } = await call("POST", "/v1/channels/direct", { userId: "bob" }, "ada");
  const path = `/v1/channels/${channel.cid}/messages`;
  for (let index = 0; index < 5; index += 1)
    await call("POST", path, { clientId: `something-${index}`, text: "hello" }, "ada");
  await call("POST", "/v1/spaces", { name: "Fuzz" }, "ada");
}

async function fuzz({ url }: World, headers: Record<string, string>) {
  const { stdout } = await run(
    `${home}python/bin/st`,
    [
      ...["run", `${url}/v1/openapi.json`, "--checks", checks, "--max-examples", String(casesEach)],
      ...[
        "--phases",
        "examples,coverage,fuzzing",
        "--continue-on-failure",
        "--request-timeout",
        "10",
      ],
      ...["--suppress-health-check", "all", "--warnings", "off", "--seed", String(seed)],
      ...Object.entries(headers).flatMap(([name, value]) => ["--header", `${name}: ${value}`]),
    ],
    { env: { ...process.env, NO_COLOR: "1", COLUMNS: "200" }, maxBuffer: 1e9, cwd: home },
  ).catch((error: { stdout: string }) => error); // it ends with 1 when it found something
  return {
    cases: Number(/(\d+) generated/.exec(stdout)?.[1] ?? 0),
    operations: Number(/Tested: +(\d+)/.exec(stdout)?.[1] ?? 0),
    // Headers that Node itself refuses, longer than any server takes, reach no route.
    failures: readFailures(stdout).filter((failure) => !failure.includes("Received: 431")),
  };
}

/** The failures as sentences: the operation from its heading, then what was wrong and the start of the answer. */
function readFailures(text: string): string[] {
  const failures: string[] = [];
  let operation = "";
  for (const line of text.split("\n")) {
    operation = /^_+ ([A-Z]+ \/\S+) _+$/.exec(line)?.[1] ?? operation;
    const what = /^- (ST\d+ .*)/.exec(line)?.[1];
    if (what !== undefined) failures.push(`${operation}: ${what}`);
    const detail = /^ +(Received: .*|`\{"error".*)/.exec(line)?.[1];
    if (detail !== undefined && failures.length > 0)
      failures.push(`${failures.pop()} ${detail.slice(0, 160)}`);
  }
  return failures;
}
