// A load balancer as operators have them, in a process of its own: it asks /readyz, gives the server requests for as long as that
// says yes, each on a connection of its own, and counts how they end.
import { Agent, get } from "node:http";
import { serveWorker } from "../../../bench/lib/worker.ts";
import { pause } from "./wait.ts";

type Counts = {
  answered: number;
  /** Taken, and ended without an answer. */
  cut: number;
  /** Nobody listened. */
  refused: number;
  underWay: number;
  /** How often the server went from ready to "not ready, but serving". */
  farewells: number;
};

const askEveryMs = 50;
const requestEveryMs = 50;
const agent = new Agent({ keepAlive: false });
const counts: Counts = { answered: 0, cut: 0, refused: 0, underWay: 0, farewells: 0 };
let isReady = false;
let timer: NodeJS.Timeout | undefined;

const handlers = {
  start({ url, headers }: { url: string; headers: Record<string, string> }): void {
    void askReadiness(url);
    timer = setInterval(() => isReady && request(`${url}/v1/channels`, headers), requestEveryMs);
  },
  counts: (): Counts => counts,
  stop(): void {
    clearInterval(timer);
    timer = undefined;
  },
};

export type BalancerWorker = typeof handlers;

serveWorker(handlers);

/** Asks again and again, one question at a time. */
async function askReadiness(url: string): Promise<void> {
  do {
    const status = await fetch(`${url}/readyz`).then(
      (response) => response.status,
      () => 0,
    );
    if (isReady && status === 503) counts.farewells += 1;
    isReady = status === 200;
    await pause(askEveryMs);
  } while (timer !== undefined);
}

function request(url: string, headers: Record<string, string>): void {
  counts.underWay += 1;
  let isOver = false;
  const end = (how: "answered" | "cut" | "refused") => {
    if (isOver) return;
    isOver = true;
    counts[how] += 1;
    counts.underWay -= 1;
  };
  get(url, { agent, headers }, (response) => {
    response.resume();
    response.on("end", () => end("answered"));
    response.on("close", () => end("cut"));
  }).on("error", ({ code }: NodeJS.ErrnoException) =>
    end(code === "ECONNREFUSED" ? "refused" : "cut"),
  );
}
