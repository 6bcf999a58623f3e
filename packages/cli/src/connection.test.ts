import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readCliConfig } from "./config.ts";
import { findConnection } from "./connection.ts";

let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "natter-connection-"));
  await writeFile(join(dataDir, "demo.json"), '{"appKey":"pk_demo_1","serverKey":"sk_demo_1"}');
});
afterAll(() => rm(dataDir, { recursive: true }));

const unset = readCliConfig({});
const nothing = { endpoint: undefined, key: undefined, dataDir: undefined };

describe("findConnection", () => {
  it("takes options before the environment", async () => {
    const env = readCliConfig({
      NATTER_ENDPOINT: "http://a.example",
      NATTER_KEY: "sk_demo_env",
    });
    expect(await findConnection(nothing, env)).toEqual({
      endpoint: "http://a.example",
      key: "sk_demo_env",
      isDemo: false,
    });
    expect(
      await findConnection({ ...nothing, endpoint: "https://b.example", key: "sk_demo_o" }, env),
    ).toMatchObject({ endpoint: "https://b.example", key: "sk_demo_o" });
  });

  it("finds the demo key of a server on this machine", async () => {
    const expected = { endpoint: "http://localhost:8800", key: "sk_demo_1", isDemo: true };
    expect(await findConnection({ ...nothing, dataDir }, unset)).toEqual(expected);
    expect(await findConnection(nothing, readCliConfig({ NATTER_DATA_DIR: dataDir }))).toEqual(
      expected,
    );
  });

  it("never sends the demo key to another machine", async () => {
    await expect(
      findConnection({ ...nothing, dataDir, endpoint: "https://chat.example" }, unset),
    ).rejects.toThrow(/--key/);
  });

  it.each([
    [{ ...nothing, endpoint: "chat.example" }, /--endpoint/],
    [{ ...nothing, key: "pk_demo_1" }, /server key/],
    [{ ...nothing, dataDir: "/nonexistent" }, /none in \/nonexistent/],
  ])("refuses %j with the cure", async (options, sentence) => {
    await expect(findConnection(options, unset)).rejects.toThrow(sentence);
  });
});
