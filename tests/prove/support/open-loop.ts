import { Agent, request } from "node:http";
import { percentile } from "../../../bench/lib/figures.ts";
import { pause, until } from "./wait.ts";

export type OpenLoop = {
  /** Milliseconds from when a request was due to its answer: one that was made late counts its lateness. */
  readonly latencies: readonly number[];
  readonly sent: number;
  /** Answers other than 2xx and 503, and requests that got none. */
  readonly failures: number;
  /** Answers of 503: to be repeated, and whether they were carried out is open. */
  readonly unavailable: number;
  /** How late the requests were made, in ms: 99 of 100 were not later. */
  readonly lagMs: number;
};

type Plan = {
  readonly perSecond: number;
  readonly seconds: number;
  /** The request with a number; `stamp` is to stand in it, and tells receivers when it was due. */
  readonly make: (
    number: number,
    stamp: string,
  ) => { url: string; headers: Record<string, string>; body: unknown };
};

/** Makes requests by the clock, however long answers take: who waits for answers before going on measures only what is fast. */
export async function runOpenLoop({ perSecond, seconds, make }: Plan): Promise<OpenLoop> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const latencies: number[] = [];
  const lags: number[] = [];
  const total = Math.round(perSecond * seconds);
  let failures = 0;
  let unavailable = 0;
  let answered = 0;
  const start = performance.now();

  function send(number: number): void {
    const due = start + (number / perSecond) * 1_000;
    lags.push(performance.now() - due);
    const stamp = `sent ${(performance.timeOrigin + due).toFixed(3)} number ${number}`;
    const { url, headers, body } = make(number, stamp);
    const text = JSON.stringify(body);
    const end = (status: number) => {
      answered += 1;
      latencies.push(performance.now() - due);
      if (status === 503) unavailable += 1;
      else if (status < 200 || status >= 300) failures += 1;
    };
    const outgoing = request(
      url,
      {
        ...{ method: "POST", agent },
        headers: {
          ...headers,
          "content-type": "application/json",
          "content-length": Buffer.byteLength(text),
        },
      },
      (response) => {
        response.resume();
        response.on("end", () => end(response.statusCode ?? 0));
      },
    );
    outgoing.on("error", () => end(0));
    outgoing.end(text);
  }

  for (let number = 0; number < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - start) / 1_000) * perSecond) + 1);
    for (; number < due; number += 1) send(number);
    await pause(Math.max(0, start + (number / perSecond) * 1_000 - performance.now()));
  }
  await until(() => answered === total, "Some requests are never answered.");
  agent.destroy();
  return { latencies, sent: total, failures, unavailable, lagMs: percentile(lags, 0.99) };
}
