import type { Engine } from "../engine.ts";
import type { UserEvent } from "../wire/entities.ts";
import { applyUserEvent } from "./apply-user-event.ts";
import { receiveUserEvent, type UserPosition } from "./user-line.ts";

export type UserFeed = {
  receive(event: UserEvent): void;
  /** Keeps what comes until the returned function is called: for the time the lists are fetched. */
  hold(): () => void;
  /** Forgets how far it was heard: after a loss, the next event begins anew. */
  forgetPosition(): void;
};

type Reactions = {
  onApplied(event: UserEvent): void;
  /** Events are missing: everything has to be fetched anew. */
  onLost(): void;
};

/** Follows the viewer's own line: each event once, and a resync when one is missing. */
export function createUserFeed(engine: Engine, reactions: Reactions): UserFeed {
  let heard: UserPosition = null;
  let holds = 0;
  let kept: UserEvent[] = [];

  function apply(event: UserEvent): void {
    engine.store.update((state) => applyUserEvent(state, event));
    reactions.onApplied(event);
    engine.emit(event);
  }

  return {
    receive(event) {
      const received = receiveUserEvent(heard, event);
      heard = received.heard;
      if (received.verdict === "ignore") return;
      if (received.verdict === "resync") reactions.onLost();
      // Applied even after a loss: it is true, and what the fetch brings is newer.
      if (holds > 0) kept.push(event);
      else apply(event);
    },
    hold() {
      holds += 1;
      let released = false;
      return () => {
        if (released) return;
        released = true;
        holds -= 1;
        if (holds > 0) return;
        const events = kept;
        kept = [];
        for (const event of events) apply(event);
      };
    },
    forgetPosition() {
      heard = null;
    },
  };
}
