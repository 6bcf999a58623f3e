import { asChatError } from "../api/read-error.ts";
import { withRetries } from "../api/backoff.ts";
import { viewerIdOf, type Engine } from "../engine.ts";
import { changeChannel } from "../store/change-channel.ts";
import type { ChannelState } from "../store/state.ts";
import type { ChannelEvent } from "../wire/entities.ts";
import { applyEvent } from "./apply-event.ts";
import { drainEarly, keepEarly, receiveEvent, type EarlyEvents } from "./event-line.ts";

export type LineReactions = {
  /** After an event was applied, in order. */
  onApplied(event: ChannelEvent, before: ChannelState, after: ChannelState): void;
  /** An event came for a channel nothing is known of. */
  onUnknown(cid: string): void;
  /** The line cannot be gone on with: fetch the channel anew. */
  onLost(cid: string): void;
  /** The viewer cannot read the channel any more, or it is gone. */
  onGone(cid: string): void;
};

/** Follows the numbered lines of channels: in order, without holes, each event once. */
export type ChannelLines = {
  receive(event: ChannelEvent): void;
  /** Keeps what comes until the returned function is called: for the time of a fetch that replaces the channel. */
  hold(cid: string): () => void;
  /** Notes what is applied from now on: for the time of a fetch that adds to the channel. */
  record(cid: string): { stop(): readonly ChannelEvent[] };
  /** Fetches and applies what the line misses. */
  catchUp(cid: string): Promise<void>;
  /** Looks again at what came early, after a fetch moved the line on. */
  drain(cid: string): void;
};

const holeWaitMs = 500;
const eventsPage = 1_000;
const mostEarly = 2_000;
/** After so many fetches that did not close a hole, it is not going to close: start again from a fetch. */
const mostFruitless = 3;

type Line = {
  early: EarlyEvents;
  holds: number;
  waiting: boolean;
  catchingUp: Promise<void> | null;
  fruitless: number;
  records: Set<ChannelEvent[]>;
};

export function createChannelLines(engine: Engine, reactions: LineReactions): ChannelLines {
  const lines = new Map<string, Line>();

  function lineOf(cid: string): Line {
    let line = lines.get(cid);
    if (line === undefined) {
      line = {
        early: [],
        holds: 0,
        waiting: false,
        catchingUp: null,
        fruitless: 0,
        records: new Set(),
      };
      lines.set(cid, line);
    }
    return line;
  }

  function receive(event: ChannelEvent): void {
    const { cid } = event;
    const line = lineOf(cid);
    const applied = engine.store.getState().channels[cid]?.applied ?? null;
    if (line.holds > 0 || applied === null) {
      line.early = keepEarly(line.early, event).slice(-mostEarly);
      if (line.holds === 0) reactions.onUnknown(cid);
      return;
    }
    const received = receiveEvent(applied, line.early, event);
    line.early = received.early;
    applyAll(cid, received.ready);
    if (received.verdict === "other-epoch") reactions.onLost(cid);
    if (received.verdict === "hole") waitForHole(cid);
  }

  function drain(cid: string): void {
    const line = lineOf(cid);
    const applied = engine.store.getState().channels[cid]?.applied ?? null;
    if (line.holds > 0 || applied === null) return;
    const drained = drainEarly(applied, line.early);
    line.early = drained.early;
    applyAll(cid, drained.ready);
    if (drained.verdict === "hole") waitForHole(cid);
  }

  function applyAll(cid: string, events: readonly ChannelEvent[]): void {
    for (const event of events) {
      const before = engine.store.getState().channels[cid];
      if (before === undefined) return;
      if (event.type === "channel.deleted") {
        lineOf(cid).early = [];
        reactions.onGone(cid);
        engine.emit(event);
        return;
      }
      const viewerId = viewerIdOf(engine);
      engine.store.update((state) =>
        changeChannel(state, cid, (entry) => applyEvent(entry, event, viewerId)),
      );
      for (const record of lineOf(cid).records) record.push(event);
      const after = engine.store.getState().channels[cid];
      if (after !== undefined) reactions.onApplied(event, before, after);
      engine.emit(event);
    }
  }

  function waitForHole(cid: string): void {
    const line = lineOf(cid);
    if (line.waiting) return;
    line.waiting = true;
    engine.clock.after(holeWaitMs, () => {
      line.waiting = false;
      if (line.early.length > 0 && line.holds === 0) void catchUp(cid);
    });
  }

  function catchUp(cid: string): Promise<void> {
    const line = lineOf(cid);
    line.catchingUp ??= fetchMissing(cid).finally(() => {
      line.catchingUp = null;
      if (line.early.length > 0) drain(cid);
    });
    return line.catchingUp;
  }

  async function fetchMissing(cid: string): Promise<void> {
    try {
      for (let more = true; more;) {
        const applied = engine.store.getState().channels[cid]?.applied ?? null;
        if (applied === null) return;
        const query = { after: applied.eventSeq, epoch: applied.epoch, limit: eventsPage };
        const page = await withRetries(engine, 5, () =>
          engine.api("events.list", { params: { cid }, query }, engine),
        );
        for (const event of page.items) receive(event);
        const now = engine.store.getState().channels[cid]?.applied;
        const moved = now?.epoch !== applied.epoch || now.eventSeq > applied.eventSeq;
        noteProgress(cid, moved);
        more = page.more && moved;
      }
    } catch (thrown) {
      if (engine.signal.aborted) return;
      const error = asChatError(thrown);
      if (error.code === "sync.resync") reactions.onLost(cid);
      else if (error.code === "channel.not_found") reactions.onGone(cid);
      else engine.log("warn", "A channel's missing events could not be fetched.", error);
    }
  }

  function noteProgress(cid: string, moved: boolean): void {
    const line = lineOf(cid);
    line.fruitless = moved || line.early.length === 0 ? 0 : line.fruitless + 1;
    if (line.fruitless < mostFruitless) return;
    line.fruitless = 0;
    reactions.onLost(cid);
  }

  return {
    receive,
    drain,
    catchUp,
    hold(cid) {
      const line = lineOf(cid);
      line.holds += 1;
      let released = false;
      return () => {
        if (released) return;
        released = true;
        line.holds -= 1;
        drain(cid);
      };
    },
    record(cid) {
      const line = lineOf(cid);
      const events: ChannelEvent[] = [];
      line.records.add(events);
      return {
        stop() {
          line.records.delete(events);
          return events;
        },
      };
    },
  };
}
