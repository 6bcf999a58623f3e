import { randomUUID } from "node:crypto";
import { Client, type ClientConfig } from "pg";
import { holdsStatement, type LoggedStatement, type LoggedTransaction } from "./statement-log.ts";
import { serveWorker } from "./worker.ts";

/** How long a loop took, and each of the transactions that count (the sends) in milliseconds. */
export type LoopTimes = { readonly seconds: number; readonly latencies: Float64Array };

let log: readonly LoggedTransaction[] = [];

const handlers = {
  /** Takes the transactions to replay. */
  load(transactions: readonly LoggedTransaction[]): number {
    log = transactions;
    return log.length;
  },
  /** Replays the log once, in its order, over so many connections. The database must stand where it stood before the log. */
  async replay(input: { url: string; connections: number; counts: string }): Promise<LoopTimes> {
    const clients = await connectAll(input.url, input.connections);
    for (const client of clients) await warm(client);
    const times = await runLoop(clients, log.length, (client, index) => {
      const transaction = log[index] ?? { flights: [] };
      return {
        counts: holdsStatement(transaction, input.counts),
        done: runFlights(client, transaction.flights),
      };
    });
    await Promise.all(clients.map((client) => client.end()));
    return times;
  },
  /** Makes the tables of the minimal transaction. */
  async prepareMinimal(input: { url: string; channels: number }): Promise<void> {
    const client = await connect(input.url);
    await client.query(`
      create table minimal_messages (
        id uuid primary key, channel integer not null, sender text not null, text text not null, at timestamptz not null
      );
      create table minimal_counters (channel integer primary key, messages bigint not null) with (fillfactor = 50);`);
    await client.query("insert into minimal_counters select generate_series(0, $1::int - 1), 0", [
      input.channels,
    ]);
    await client.end();
  },
  /**
   * Runs so many minimal transactions: one message row, one counter update. Each of their four statements is awaited, as
   * programs do, or all are sent in one flight.
   */
  async minimal(input: {
    url: string;
    connections: number;
    channels: number;
    transactions: number;
    pipelined: boolean;
    text: string;
  }): Promise<LoopTimes> {
    const flights = (channel: number) => {
      const statements = minimalStatements(channel, input.text);
      return input.pipelined ? [statements] : statements.map((statement) => [statement]);
    };
    const clients = await connectAll(input.url, input.connections);
    for (const client of clients) await runFlights(client, flights(0));
    const times = await runLoop(clients, input.transactions, (client, index) => ({
      counts: true,
      done: runFlights(client, flights(index % input.channels)),
    }));
    await Promise.all(clients.map((client) => client.end()));
    return times;
  },
};

export type SqlWorker = typeof handlers;

serveWorker(handlers);

type Step = { readonly counts: boolean; readonly done: Promise<void> };

async function runLoop(
  clients: readonly Client[],
  steps: number,
  start: (client: Client, index: number) => Step,
): Promise<LoopTimes> {
  const latencies: number[] = [];
  let next = 0;
  const startedAt = performance.now();
  await Promise.all(
    clients.map(async (client) => {
      while (next < steps) {
        const at = performance.now();
        const { counts, done } = start(client, next++);
        await done;
        if (counts) latencies.push(performance.now() - at);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  return { seconds, latencies: Float64Array.from(latencies) };
}

async function runFlights(
  client: Client,
  flights: readonly (readonly LoggedStatement[])[],
): Promise<void> {
  for (const flight of flights) {
    await Promise.all(
      flight.map(({ text, name, params }) =>
        client.query({
          text,
          values: [...params],
          ...(name === undefined ? {} : { name }),
        }),
      ),
    );
  }
}

/** Lets the connection plan every named statement of the log's beginning, and undoes what they did. */
async function warm(client: Client): Promise<void> {
  const planned = new Set<string>();
  for (const { flights } of log.slice(0, 500)) {
    const names = flights.flat().flatMap(({ name }) => (name === undefined ? [] : [name]));
    if (names.every((name) => planned.has(name))) continue;
    for (const name of names) planned.add(name);
    const undone = flights.map((flight) =>
      flight.map((statement) =>
        statement.text === "commit" ? { text: "rollback", params: [] } : statement,
      ),
    );
    await runFlights(client, undone);
  }
}

function minimalStatements(channel: number, text: string): LoggedStatement[] {
  return [
    { text: "begin", params: [] },
    {
      name: "minimal_message",
      text: "insert into minimal_messages (id, channel, sender, text, at) values ($1, $2, $3, $4, now())",
      params: [randomUUID(), channel, "ada", text],
    },
    {
      name: "minimal_counter",
      text: "update minimal_counters set messages = messages + 1 where channel = $1",
      params: [channel],
    },
    { text: "commit", params: [] },
  ];
}

async function connectAll(url: string, count: number): Promise<Client[]> {
  return await Promise.all(Array.from({ length: count }, () => connect(url)));
}

async function connect(url: string): Promise<Client> {
  // `pipeline` is newer than the driver's published types; the server uses it as well.
  const client = new Client({ connectionString: url, pipeline: true } as ClientConfig);
  await client.connect();
  return client;
}
