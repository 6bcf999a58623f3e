import { execFile } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { root } from "./install.mjs";

const run = promisify(execFile);
const lines = readFileSync(join(root, "Dockerfile"), "utf8").replaceAll(/\\\n/g, " ").split("\n");
const instructions = lines
  .map((line) => /^([A-Z]+)\s+(.*)$/.exec(line))
  .filter((match) => match !== null)
  .map(([, name = "", value = ""]) => ({ name, value }));
const of = (wanted: string) =>
  instructions.filter(({ name }) => name === wanted).map(({ value }) => value);

test("the image runs without rights, looks after its health, and is made of versions that are named", () => {
  expect(of("USER").at(-1)).toMatch(/^[1-9]\d{3,}:[1-9]\d{3,}$/);
  expect(of("HEALTHCHECK")[0]).toContain("/healthz");
  expect(of("FROM").every((image) => /^[\w./-]+:\d+\.\d+\.\d+/.test(image))).toBe(true);
  expect(of("ADD")).toEqual([]);
  expect(of("RUN").join(" ")).not.toMatch(/sudo|curl .*\|\s*sh|chmod 777/);
  expect(lines.join("\n")).not.toMatch(/(sk|ak)_[A-Za-z0-9]|PASSWORD|NATTER_SECRET=/);
  // A process under a shell never hears SIGTERM.
  expect(of("CMD").at(-1)).toMatch(/^\[/);
});

test("what the image starts is there, and what must not get into it is left out", () => {
  const [program] = /packages\/[^"]+\.ts/.exec(of("CMD").at(-1) ?? "") ?? [];
  expect(existsSync(join(root, program ?? "nothing"))).toBe(true);
  const ignored = readFileSync(join(root, ".dockerignore"), "utf8").split("\n");
  expect(ignored).toEqual(expect.arrayContaining([".git", ".natter", "**/node_modules", ".env*"]));
});

test("the unit starts what is there, as a user of its own, and waits long enough when it ends it", async () => {
  const unit = readFileSync(join(root, "docs/operating/natter.service"), "utf8");
  expect(unit).toMatch(/^User=natter$/m);
  expect(unit).toMatch(/^NoNewPrivileges=yes$/m);
  expect(existsSync(join(root, /(packages\/\S+\.ts)/.exec(unit)?.[1] ?? "nothing"))).toBe(true);
  expect(Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])).toBeGreaterThan(10);
});

test("what the image copies is in the checkout, or made while it is built", () => {
  const copied = of("COPY").map((value) => value.split(" ").find((part) => !part.startsWith("--")));
  const paths = copied.map((from = "") => from.replace(/^\/natter\//, "").replace(/\/dist$/, ""));
  expect(paths).toContain("packages");
  // The build installs into node_modules.
  const made = new Set(["node_modules"]);
  expect(paths.filter((path) => !made.has(path) && !existsSync(join(root, path)))).toEqual([]);
});

test.skipIf(!existsSync("/usr/bin/systemd-analyze"))(
  "systemd finds nothing wrong with the unit",
  async () => {
    const folder = mkdtempSync(join(tmpdir(), "natter-unit-"));
    const unit = readFileSync(join(root, "docs/operating/natter.service"), "utf8");
    const path = join(folder, "natter.service");
    writeFileSync(path, unit.replaceAll("/opt/natter", root.replace(/\/$/, "")));
    const { stdout, stderr } = await run("systemd-analyze", ["verify", "--man=no", path]);
    rmSync(folder, { recursive: true });
    expect(stdout + stderr).toBe("");
  },
);

test("a bill of materials can be written", async () => {
  const { stdout } = await run(
    "npm",
    ["sbom", "--sbom-format", "cyclonedx", "--omit", "dev", "--package-lock-only"],
    { cwd: root, maxBuffer: 1e8 },
  );
  const { bomFormat, components } = JSON.parse(stdout);
  expect(bomFormat).toBe("CycloneDX");
  expect(components.map(({ name }: { name: string }) => name)).toContain("hono");
});
