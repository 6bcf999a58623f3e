import type { Engine } from "../engine.ts";
import type { UserEvent } from "../wire/entities.ts";
import { applyUserEvent } from "./apply-user-event.ts";
import { receiveUserEvent, type UserPosition } from "./user-line.ts";

export type UserFeed = {
  receive(event: UserEvent): void;
  /** Keeps what comes until the returned function is called: for the time everything is fetched. */
  hold(): () => void;
  /** Takes in a stretch of the line that was fetched, up to a position. */
  take(events: readonly UserEvent[], position: NonNullable<UserPosition>): void;
};

type Reactions = {
  onApplied(event: UserEvent): void;
  /** Events are missing: what was missed has to be fetched. */
  onLost(): void;
};

/** Follows the viewer's own line: each event once, and a catch-up when one is missing. */
export function createUserFeed(engine: Engine, reactions: Reactions): UserFeed {
  let heard: UserPosition = null;
  let holds = 0;
  let kept: UserEvent[] = [];

  function apply(event: UserEvent): void {
    engine.store.update((state) => applyUserEvent(state, event));
    reactions.onApplied(event);
    engine.emit(event);
  }

  function receive(event: UserEvent): void {
    if (holds > 0) {
      kept.push(event);
      return;
    }
    const received = receiveUserEvent(heard, event);
    // What is missing is asked for from where the line stands, and brings this event too.
    if (received.verdict === "resync") reactions.onLost();
    if (received.verdict !== "apply") return;
    heard = received.heard;
    apply(event);
  }

  return {
    receive,
    hold() {
      holds += 1;
      let released = false;
      return () => {
        if (released) return;
        released = true;
        holds -= 1;
        if (holds > 0) return;
        const events = kept.toSorted((one, other) => one.userSeq - other.userSeq);
        kept = [];
        for (const event of events) receive(event);
      };
    },
    take(events, position) {
      for (const event of events) {
        const isHeld = heard?.epoch === event.epoch && event.userSeq <= heard.userSeq;
        if (!isHeld) apply(event);
      }
      const isBehind = heard?.epoch === position.epoch && heard.userSeq > position.userSeq;
      if (!isBehind) heard = position;
    },
  };
}
