import { spawnSync } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";

const bin = fileURLToPath(new URL("../bin/natter.mjs", import.meta.url));

function natter(args: string[], env: Record<string, string> = {}) {
  const run = spawnSync(process.execPath, [bin, ...args], {
    encoding: "utf8",
    env: { PATH: process.env["PATH"], NATTER_DATA_DIR: "/nonexistent", ...env },
  });
  return { code: run.status, out: run.stdout, err: run.stderr };
}

const asAda = ["--space", "A", "--key", "sk_demo_1", "--owner", "ada"];

let folder: string;
let log: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "natter-cli-"));
  log = join(folder, "rust.log");
  await writeFile(log, "[10:00] <a> hello\n");
});
afterAll(() => rm(folder, { recursive: true }));

describe("natter", () => {
  it("explains itself", () => {
    expect(natter(["--help"])).toMatchObject({ code: 0, err: "" });
    expect(natter(["--help"]).out).toContain("natter import irc");
    expect(natter(["import", "irc", "--help"]).out).toContain("--space NAME");
  });

  it.each([
    [[], "name a command"],
    [["export"], 'there is no command "export"'],
    [["import", "irc"], "name the log files"],
    [["import", "irc", "x.log"], "--space NAME"],
    [["import", "irc", "x.log", "--space", "A", "--nonsense"], "--nonsense"],
    [["import", "irc", "x.log", "--space", "A"], "NATTER_KEY"],
    [["import", "irc", "x.log", "--space", "A", "--key", "sk_demo_1"], "--owner"],
  ])("answers %j with exit code 2 and the cure", (args, sentence) => {
    const run = natter(args);
    expect(run).toMatchObject({ code: 2, out: "" });
    expect(run.err).toContain(sentence);
    expect(run.err).toContain("--help");
  });

  it("names every file that cannot be imported, before anything is sent", () => {
    const run = natter(["import", "irc", join(folder, "none.log"), folder, log, log, ...asAda]);
    expect(run).toMatchObject({ code: 1, out: "" });
    expect(run.err).toContain("none.log: there is no such file");
    expect(run.err).toContain(`${folder}: is a folder`);
    expect(run.err).toContain("has the same name");
  });

  it("says that no server is there, and writes no colours where there is no screen", () => {
    const run = natter(["import", "irc", log, "--endpoint", "http://127.0.0.1:1", ...asAda]);
    expect(run).toMatchObject({ code: 1, out: "" });
    expect(run.err).toContain("cannot reach http://127.0.0.1:1");
    expect(run.err).not.toContain("\u001B");
  });
});
