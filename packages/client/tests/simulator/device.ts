import { createMemoryStorage } from "../../src/adapters/storage/memory.ts";
import type { ClientStorage } from "../../src/adapters/storage/port.ts";
import type { ChatClient } from "../../src/chat-client.ts";
import { createChatClient } from "../../src/create-chat-client.ts";
import type { FakeClock } from "@natter/testing/model/fake-clock";
import type { ModelServer } from "@natter/testing/model/model-server";
import {
  createScriptedRealtime,
  type ScriptedRealtime,
} from "@natter/testing/model/scripted-realtime";
import type { ReadWatermark } from "../../src/wire/entities.ts";
import type { Chance } from "./chance.ts";
import type { Weather } from "./schedule.ts";
import type { Tally } from "./tally.ts";
import type { Trace } from "./trace.ts";

/** A person's device: what it stores outlives the app that runs on it. */
export type Device = {
  readonly name: string;
  readonly userId: string;
  readonly client: ChatClient;
  readonly warnings: string[];
  /** Every read mark that the app showed since it began, in order. */
  readonly marks: ({ readonly cid: string } & ReadWatermark)[];
  /** Cids that the person has open. */
  readonly open: Set<string>;
  /** How the next calls fare; counted down. */
  calls: { failing: number; lost: number; slowMs: number };
  /** Whether what was written lately may be lost by a killed tab. */
  storageBroken: boolean;
  offline: boolean;
  /** By how much its clock is wrong, in ms. */
  skewMs: number;
  /** Hears a publication on the own feed, or on a stream that it follows. */
  publish(event: unknown, stream?: string): void;
  /** The server lets it hear a channel's streams no more. */
  shut(cid: string): void;
  goOffline(): void;
  goOnline(how: "recovered" | "lost"): void;
  /** The app ends without a word, and begins again from what is stored. */
  kill(): void;
  end(): void;
};

type Parts = {
  readonly name: string;
  readonly userId: string;
  readonly server: ModelServer;
  readonly clock: FakeClock;
  readonly chance: Chance;
  readonly weather: () => Weather;
  readonly trace: Trace;
  readonly tally: Tally;
};

type Publication = { readonly event: unknown; readonly stream: string | undefined };

const mostMissed = 300;

export function createDevice(parts: Parts): Device {
  const { name, userId, server, clock, chance, trace, tally } = parts;
  const shelf = new Map();
  let run: { client: ChatClient; realtime: ScriptedRealtime; end(): void };
  let missed: Publication[] = [];
  let published = 0;
  let heard = 0;
  let ids = 0;
  let isOffline = false;

  function start() {
    let alive = true;
    const realtime = createScriptedRealtime();
    realtime.automatic = !isOffline;
    const never = () => new Promise<never>(() => undefined);
    const openStorage = createMemoryStorage(shelf);
    const client = createChatClient({
      endpoint: "http://model.test",
      appKey: "pk_test",
      getToken: () => Promise.resolve(userId),
      fetch: (input, init) => (alive ? call(input, init) : never()),
      openRealtime: realtime.open,
      clock: {
        now: () => new Date(clock.now().getTime() + device.skewMs),
        after: (ms, callback) => clock.after(ms, () => void (alive && callback())),
      },
      random: { number: chance.number, uuid: () => `${name}-id-${(ids += 1)}` },
      log: (level, sentence) => void (level === "warn" && device.warnings.push(sentence)),
      persistence: {
        userId,
        storage: async (at) => guard(await openStorage(at), () => alive),
      },
    });
    client.store.subscribe(() => void (alive && noteMarks(client)));
    client.connect();
    for (const cid of device.open) void client.channel(cid).watch().catch(ignore);
    return {
      client,
      realtime,
      end() {
        alive = false;
        client.dispose();
      },
    };
  }

  function noteMarks({ store }: ChatClient): void {
    for (const { cid, channel } of Object.values(store.getState().channels)) {
      if (!channel?.membership) continue;
      const { generation, seq } = channel.membership.watermark;
      const last = device.marks.findLast((mark) => mark.cid === cid);
      const isSame = last?.generation === generation && last.seq === seq;
      if (!isSame) device.marks.push({ cid, generation, seq });
    }
  }

  function guard(storage: ClientStorage, isAlive: () => boolean): ClientStorage {
    return {
      ...storage,
      async write(batch) {
        if (!isAlive()) return;
        if (device.storageBroken) {
          tally.fault("storage failed");
          throw new Error("The storage is broken.");
        }
        await storage.write(batch);
      },
      async clear() {
        if (device.storageBroken) throw new Error("The storage is broken.");
        if (isAlive()) await storage.clear();
      },
    };
  }

  async function call(input: Parameters<typeof fetch>[0], init?: RequestInit): Promise<Response> {
    const { calls } = device;
    trace.note(clock.now().getTime(), name, init?.method ?? "GET", String(input).slice(17, 60));
    if (device.offline) {
      tally.fault("call without a network");
      throw new TypeError("fetch failed");
    }
    if (calls.failing > 0) {
      calls.failing -= 1;
      tally.fault("call failed");
      if (calls.failing % 2 === 0) throw new TypeError("fetch failed");
      return refusal(503);
    }
    const answer = await server.fetch(input, init);
    if (calls.slowMs > 0) {
      const ms = calls.slowMs;
      calls.slowMs = 0;
      tally.fault("answer late");
      await new Promise<void>((resolve) => void clock.after(ms, resolve));
    }
    if (calls.lost > 0) {
      calls.lost -= 1;
      tally.fault("answer lost");
      throw new TypeError("fetch failed");
    }
    return answer;
  }

  function deliver(publication: Publication): void {
    const to = run;
    const number = (published += 1);
    const { delayMs } = parts.weather();
    clock.after(1 + chance.below(delayMs), () => {
      if (to !== run || !to.realtime.connected) return;
      if (number < heard) tally.fault("publication overtaken");
      heard = Math.max(heard, number);
      hear(publication);
    });
  }

  function hear({ event, stream }: Publication): void {
    if (stream === undefined) run.realtime.feed(event);
    else run.realtime.publish(stream, event);
  }

  const device: Device = {
    name,
    userId,
    warnings: [],
    marks: [],
    open: new Set(),
    calls: { failing: 0, lost: 0, slowMs: 0 },
    storageBroken: false,
    skewMs: 0,
    get offline() {
      return isOffline;
    },
    set offline(value) {
      isOffline = value;
      run.realtime.automatic = !value;
    },
    get client() {
      return run.client;
    },
    publish(event, stream) {
      if (stream !== undefined && !run.realtime.streams.has(stream)) return;
      const publication = { event, stream };
      if (!run.realtime.connected) {
        missed.push(publication);
        return;
      }
      const { drops, doubles } = parts.weather();
      if (chance.number() >= drops) deliver(publication);
      else tally.fault("publication dropped");
      if (chance.number() < doubles) {
        tally.fault("publication doubled");
        deliver(publication);
      }
    },
    shut(cid) {
      for (const stream of run.realtime.streams.keys()) {
        if (stream.endsWith(`.${cid}`)) run.realtime.endStream(stream);
      }
    },
    goOffline() {
      missed = [];
      run.realtime.goOffline();
    },
    goOnline(how) {
      if (run.realtime.connected || device.offline) return;
      const isWhole = how === "recovered" && missed.length < mostMissed;
      tally.fault(isWhole ? "connection recovered" : "connection lost");
      run.realtime.goOnline(isWhole ? "recovered" : "lost");
      if (isWhole) missed.splice(0).forEach(hear);
      missed = [];
    },
    kill() {
      run.end();
      missed = [];
      // What was not stored yet is lost with it.
      device.marks.length = 0;
      run = start();
    },
    end: () => run.end(),
  };
  run = start();
  return device;
}

function refusal(status: number): Response {
  const error = { code: "server.unavailable", message: "Restarting.", requestId: "r1" };
  return new Response(JSON.stringify({ error }), { status });
}

function ignore(): void {
  // What the run is about is where the state ends, not each call.
}
