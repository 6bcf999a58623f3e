import pino from "pino";
import { createChatServer } from "@natter/server";
import { migrate } from "@natter/server/migrate";
import { listen, openEmbeddedHub, openPostgres } from "@natter/server/node";
import { createStatementLog, type LoggedTransaction, type StatementLog } from "./statement-log.ts";
import { serveWorker } from "./worker.ts";

const adminKey = `ak_${"b".repeat(40)}`;

type OpenServer = {
  readonly drained: () => Promise<void>;
  readonly close: () => Promise<void>;
};

let open: OpenServer | null = null;
let recording: StatementLog | null = null;

const handlers = {
  /** Starts the real server on a database, without rate limits; answers its port. */
  async open(input: { url: string; connections: number }): Promise<number> {
    await migrate({ url: input.url });
    // Below errors it only says that a copy of its database was made, which ends its connections.
    const log = pino({ level: "error" });
    const database = await openPostgres({
      url: input.url,
      connections: input.connections,
      onQuery: (statement) => recording?.hear(statement),
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
  /** Keeps every statement from here on. */
  record(): void {
    recording = createStatementLog();
  },
  /** Ends keeping statements and answers the transactions that were kept. */
  recorded(): LoggedTransaction[] {
    const transactions = recording?.transactions() ?? [];
    recording = null;
    return transactions;
  },
  async close(): Promise<void> {
    await open?.close();
    open = null;
  },
  adminKey: () => adminKey,
};

export type ServerWorker = typeof handlers;

serveWorker(handlers, () => handlers.close());
