import pino from "pino";
import { createChatServer } from "@natter/server";
import { migrate } from "@natter/server/migrate";
import { listen, openEmbeddedHub, openPostgres } from "@natter/server/node";
import { createStatementLog, type LoggedTransaction } from "./statement-log.ts";
import { serveWorker } from "./worker.ts";

const adminKey = `ak_${"b".repeat(40)}`;

type OpenServer = {
  readonly drained: () => Promise<void>;
  readonly log: () => LoggedTransaction[];
  readonly close: () => Promise<void>;
};

let open: OpenServer | null = null;

const handlers = {
  /** Starts the real server on a database, without rate limits; answers its port. */
  async open(input: { url: string; connections: number; capture: boolean }): Promise<number> {
    await migrate({ url: input.url });
    const statements = createStatementLog();
    const log = pino({ level: "warn" });
    const database = await openPostgres({
      url: input.url,
      connections: input.connections,
      ...(input.capture ? { onQuery: statements.hear } : {}),
    });
    const chat = await createChatServer({
      database,
      openRealtime: (gate) =>
        openEmbeddedHub({
          gate,
          log,
          pingSeconds: 25,
          nowSeconds: () => Math.floor(Date.now() / 1_000),
        }),
      secret: "a secret of the bench, which keeps nothing secret",
      log,
      adminKey,
      rateLimits: false,
    });
    await chat.start();
    const listening = await listen(chat, { port: 0, host: "127.0.0.1" });
    open = {
      drained: () => chat.engine.relay.drained(),
      log: statements.transactions,
      async close() {
        await chat.stop();
        await listening.close();
        await database.close();
      },
    };
    return listening.port;
  },
  /** Resolves when everything sent so far is published and projected. */
  async drained(): Promise<void> {
    await open?.drained();
  },
  /** All transactions since the server was opened with `capture`. */
  log: (): LoggedTransaction[] => open?.log() ?? [],
  async close(): Promise<void> {
    await open?.close();
    open = null;
  },
  adminKey: () => adminKey,
};

export type ServerWorker = typeof handlers;

serveWorker(handlers, () => handlers.close());
