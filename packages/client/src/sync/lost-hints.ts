import type { Engine } from "../engine.ts";
import type { MemberActions } from "../members/member-actions.ts";
import type { PresenceActions } from "../presence/presence-actions.ts";
import type { ReadStateActions } from "../read-state/read-state-actions.ts";
import type { ThreadLists } from "../threads/thread-list-actions.ts";
import type { Resync } from "./resync.ts";
import type { Watches } from "./watches.ts";

type Doors = {
  readonly engine: Engine;
  readonly resync: Pick<Resync, "refreshMe" | "refreshSpaces">;
  readonly watches: Pick<Watches, "watched">;
  readonly presence: Pick<PresenceActions, "loadPartners">;
  readonly members: Pick<MemberActions, "refresh">;
  readonly readState: Pick<ReadStateActions, "loadReceipts">;
  readonly threadLists: Pick<ThreadLists, "noteChanged">;
};

/** Asks for what only hints tell of: a connection that was recovered brings every event that was missed, but no hint. */
export type LostHints = {
  /** Everything, within a second: not everybody who was cut off asks at the same moment. */
  askSoon(): void;
  askOfChannel(cid: string): void;
  /** A hint told that the viewer changed, and tells only the name and the image. */
  askOfViewer(): void;
};

const soonMs = 1_000;

export function createLostHints(doors: Doors): LostHints {
  const { engine, resync } = doors;

  function noteFailed(error: unknown): void {
    if (!engine.signal.aborted) engine.log("debug", "Hints could not be made up for.", error);
  }

  function askOfChannel(cid: string): void {
    void doors.readState.loadReceipts(cid);
    void doors.members.refresh(cid);
  }

  return {
    askSoon() {
      engine.clock.after(engine.random.number() * soonMs, () => {
        if (engine.signal.aborted) return;
        Promise.all([resync.refreshMe(), resync.refreshSpaces()]).catch(noteFailed);
        doors.threadLists.noteChanged();
        void doors.presence.loadPartners();
        for (const cid of doors.watches.watched()) askOfChannel(cid);
      });
    },
    askOfChannel,
    askOfViewer: () => void resync.refreshMe().catch(noteFailed),
  };
}
