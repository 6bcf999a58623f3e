import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

test("with nothing set, everything has a default that works on one machine", () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    port: 8800,
    host: "127.0.0.1",
    publicUrl: "http://localhost:8800",
    databaseUrl: undefined,
    logLevel: "info",
    secret: undefined,
    demo: true,
  });
  expect(config.dataDir).toMatch(/[\\/]\.natter$/);
});

test("an empty variable counts as absent", () => {
  expect(readConfig({ PORT: "", DATABASE_URL: " ", NATTER_SECRET: "" })).toEqual(readConfig({}));
});

test("the configuration cannot be changed afterwards", () => {
  expect(Object.isFrozen(readConfig({}))).toBe(true);
});

test("demo data is off with an operator's database, unless asked for", () => {
  const DATABASE_URL = "postgres://natter:pw@db.example.org/natter";
  expect(readConfig({ DATABASE_URL }).demo).toBe(false);
  expect(readConfig({ DATABASE_URL, NATTER_DEMO: "on" }).demo).toBe(true);
});

test("the public address follows the port and loses its slash", () => {
  expect(readConfig({ PORT: "9000" }).publicUrl).toBe("http://localhost:9000");
  expect(readConfig({ NATTER_PUBLIC_URL: "https://chat.example.org/" }).publicUrl).toBe(
    "https://chat.example.org",
  );
});

test("every wrong setting is named at once, each with its cure", () => {
  const problems = problemsOf({
    PORT: "eighty",
    HOST: "not a host",
    DATABASE_URL: "mysql://root@localhost/natter",
    NATTER_LOG_LEVEL: "loud",
    NATTER_SECRET: "short",
    NATTER_DEMO: "perhaps",
    NATTER_PUBLIC_URL: "chat.example.org",
  });
  expect(problems.map((line) => line.split(":")[0])).toEqual([
    "PORT",
    "DATABASE_URL",
    "HOST",
    "NATTER_PUBLIC_URL",
    "NATTER_LOG_LEVEL",
    "NATTER_SECRET",
    "NATTER_DEMO",
  ]);
  for (const line of problems) expect(line).toMatch(/Use |use /);
});

test.each(["-1", "65536", "80.5", "0x50", "8800 8801"])("PORT=%s is refused", (PORT) => {
  expect(problemsOf({ PORT })).toHaveLength(1);
});

test("a wrong database address is never repeated, for it holds a password", () => {
  const [problem] = problemsOf({ DATABASE_URL: "postgres://natter:hunter2@localhost" });
  expect(problem).not.toContain("hunter2");
});

test("more processes than the built-in database has connections for are told so", () => {
  expect(readConfig({}).processes).toBe(1);
  expect(readConfig({ NATTER_PROCESSES: "8" }).processes).toBe(8);
  expect(problemsOf({ NATTER_PROCESSES: "9" })).toEqual([
    expect.stringMatching(/^NATTER_PROCESSES: .* would open 100 connections .* Use fewer/),
  ]);
  expect(problemsOf({ NATTER_DRAIN_SECONDS: "soon", NATTER_PROXIES: "11" })).toEqual([
    'NATTER_DRAIN_SECONDS: "soon" is no number of seconds. Use 0 to 300.',
    'NATTER_PROXIES: "11" is no number of proxies. Use 0 to 10.',
  ]);
  expect(problemsOf({ NATTER_PROCESSES: "none" })).toEqual([
    expect.stringMatching(/^NATTER_PROCESSES: .* Use 1 to 64/),
  ]);
  const DATABASE_URL = "postgres://natter:pw@db.example.org/natter";
  expect(readConfig({ DATABASE_URL, NATTER_PROCESSES: "9" }).processes).toBe(9);
});

function problemsOf(environment: Record<string, string>): readonly string[] {
  try {
    readConfig(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
  return [];
}
