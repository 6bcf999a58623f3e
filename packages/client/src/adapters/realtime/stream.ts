import { backoffMs } from "../../api/backoff.ts";
import { systemClock, type Timer } from "../clock.ts";
import { systemRandom } from "../random.ts";
import { RealtimeRefused, type StreamFollower, type Subscribed } from "./port.ts";
import {
  advance,
  CallRefused,
  firstPassingUnsubscribe,
  positionOf,
  stateInvalidated,
  type Position,
  type Publication,
  type SubscribeResult,
} from "./protocol.ts";
import { afterSeconds, refreshAgainSeconds } from "./timing.ts";
import type { Wire } from "./wire.ts";

/** A stream that is followed through every reconnection, from where it was heard last. */
export type Stream = {
  /** A connection is there: asks for the stream over it. */
  begin(): void;
  /** The connection is gone. */
  pause(): void;
  publish(publication: Publication): void;
  /** The server ended it, for now or for good. */
  drop(code: number, reason: string): void;
  stop(): void;
};

export function createStream(
  name: string,
  follower: StreamFollower,
  connected: () => Wire | null,
): Stream {
  let token: string | null = null;
  let position: Position | null = null;
  let isFresh = true;
  /** Whether it began: what comes before belongs to an earlier subscription to the same stream. */
  let hasBegun = false;
  /** Whether the server may think that it is followed. */
  let isKnown = false;
  let stopped = false;
  // Counts what was asked for, so that an answer nobody waits for any more is told apart.
  let asked = 0;
  let tries = 0;
  let timer: Timer | null = null;

  function after(ms: number, run: () => void): void {
    timer?.cancel();
    timer = systemClock.after(ms, run);
  }

  function refreshAfter(seconds: number): void {
    timer?.cancel();
    timer = afterSeconds(seconds, refresh);
  }

  /** Runs something over the connection; what is thrown after it is gone is nobody's. */
  async function over(run: (wire: Wire) => Promise<void>, onPassing: () => void): Promise<void> {
    const wire = connected();
    if (wire === null || stopped) return;
    const own = (asked += 1);
    try {
      await run(wire);
    } catch (error) {
      if (own !== asked || stopped) return;
      if (error instanceof RealtimeRefused) return end(error.message);
      if (connected() !== wire) return;
      if (!(error instanceof CallRefused)) return onPassing();
      if (error.isExpired) token = null;
      if (error.passes) onPassing();
      else end(error.message);
    }
  }

  function begin(): void {
    void over(
      async (wire) => {
        const own = asked;
        token ??= await follower.getToken();
        if (own !== asked || connected() !== wire) return;
        const from = position === null ? {} : { recover: true, ...position };
        const params = { channel: name, token, ...from };
        isKnown = true;
        const result = await wire.call<SubscribeResult>("subscribe", params);
        if (own === asked) begun(result);
      },
      () => after(backoffMs((tries += 1), systemRandom), begin),
    );
  }

  function begun(result: SubscribeResult): void {
    tries = 0;
    hasBegun = true;
    position = positionOf(result);
    const how = toSubscribed(result, isFresh);
    isFresh = false;
    if (result.expires) refreshAfter(result.ttl ?? 0);
    follower.onSubscribed(how);
    for (const publication of result.publications ?? []) publish(publication);
  }

  function refresh(): void {
    void over(
      async (wire) => {
        const own = asked;
        token = await follower.getToken();
        if (own !== asked || connected() !== wire) return;
        const params = { channel: name, token };
        const { expires, ttl = 0 } = await wire.call<SubscribeResult>("sub_refresh", params);
        if (own === asked && expires) refreshAfter(ttl);
      },
      () => refreshAfter(refreshAgainSeconds),
    );
  }

  function publish(publication: Publication): void {
    if (!hasBegun) return;
    position = advance(position, publication);
    follower.onPublication(publication.data);
  }

  function pause(): void {
    asked += 1;
    isKnown = false;
    hasBegun = false;
    timer?.cancel();
    timer = null;
  }

  function stop(): void {
    if (stopped) return;
    stopped = true;
    const wire = isKnown ? connected() : null;
    pause();
    wire?.call("unsubscribe", { channel: name }).catch(() => undefined); // it ends with the connection
  }

  function end(reason: string): void {
    stop();
    follower.onEnded(reason);
  }

  return {
    begin,
    pause,
    publish,
    stop,
    drop(code, reason) {
      if (stopped) return;
      pause();
      if (code < firstPassingUnsubscribe) return end(reason);
      // Whatever it was ended for: a new token is asked for, and is what the server wants in the end.
      token = null;
      if (code === stateInvalidated.unsubscribe) position = null;
      after(backoffMs(0, systemRandom), begin);
    },
  };
}

/** How a subscription begins, for whoever follows it. */
export function toSubscribed(
  { was_recovering: wasRecovering, recovered, data }: SubscribeResult,
  isFresh: boolean,
): Subscribed {
  if (wasRecovering) return { continuity: recovered ? "recovered" : "lost", data };
  return { continuity: isFresh ? "fresh" : "lost", data };
}
