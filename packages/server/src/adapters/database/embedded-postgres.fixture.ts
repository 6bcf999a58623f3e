// A server that does nothing but hold its database, for tests that kill it or run it as another user.
import { startEmbeddedPostgres } from "./embedded-postgres.ts";

const [dataDir = "", systemFolder = ""] = process.argv.slice(2);
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  const { url, stop } = await startEmbeddedPostgres({
    dataDir,
    systemFolder,
    log: () => undefined,
    progress: () => undefined,
  });
  process.once("SIGTERM", () => void stop().then(() => process.exit(0)));
  say({ url });
  setInterval(() => undefined, 60_000);
} catch (error) {
  say({ error: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
