import { spawn } from "node:child_process";
import { readFile } from "node:fs/promises";
import { createServer } from "node:net";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";

const folder = new URL("../", import.meta.url);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo; // a TCP server has a port
  server.close();
  return port;
}

function start(example: string, port: number) {
  const path = fileURLToPath(new URL(`examples/${example}.ts`, folder));
  const child = spawn(process.execPath, [path, `${port}`], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill());
  return child;
}

test("the examples run as the README shows them", async () => {
  const port = await freePort();
  const server = start("server", port);
  const client = start("client", port);
  const lines: string[] = [];
  for await (const line of createInterface({ input: client.stdout })) {
    lines.push(line);
    if (lines.some((one) => one.includes("heard")) && lines.includes("I am ada")) break;
  }
  expect(lines).toContain("subscribed false");

  const response = await fetch(`http://127.0.0.1:${port}/api/publish`, {
    method: "POST",
    headers: { "X-API-Key": "change me too: an API key" },
    body: `{"channel": "news:time", "data": {"now": "soon"}}`,
  });
  expect(await response.json()).toMatchObject({ result: { epoch: expect.any(String) } });
  server.kill("SIGTERM");
  expect((await once(server, "exit"))[0]).toBe(0);
});

test("the README shows the examples as they are", async () => {
  const shown = await readFile(new URL("README.md", folder), "utf8");
  let expected = shown;
  for (const example of ["server", "client"]) {
    const code = await readFile(new URL(`examples/${example}.ts`, folder), "utf8");
    const block = new RegExp(`(<!-- examples/${example}.ts -->\n\n?\`\`\`ts\n)[^]*?(\`\`\`)`);
    expected = expected.replace(block, (_all, head: string, tail: string) => head + code + tail);
  }
  expect(shown).toBe(expected);
});
