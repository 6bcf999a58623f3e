import { defaultLimits } from "@natter/contract/limits";
import type { Timer } from "../adapters/clock.ts";
import { asChatError } from "../api/read-error.ts";
import type { Engine } from "../engine.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import { removeTyping } from "./apply-typing-signal.ts";

export type TypingActions = {
  /** The viewer typed: the others are told, at most once in a few seconds. */
  typing(cid: string): void;
  stopTyping(cid: string): void;
  /** Somebody else began to type: forgets them by itself if nothing more is heard. */
  noteTyping(cid: string, userId: string): void;
};

const everyMs = defaultLimits.typingEverySeconds * 1_000;
const expiresMs = defaultLimits.typingExpiresSeconds * 1_000;

export function createTypingActions(engine: Engine): TypingActions {
  const toldAt = new Map<string, number>();
  const expiries = new Map<string, Timer>();

  function tell(cid: string, state: "start" | "stop"): void {
    engine.api("typing.set", { params: { cid }, body: { state } }, engine).catch((thrown) => {
      // A hint that is lost is no harm.
      if (!engine.signal.aborted) engine.log("debug", "Typing was not told.", asChatError(thrown));
    });
  }

  return {
    typing(cid) {
      const channel = engine.store.getState().channels[cid]?.channel;
      if (!channel?.capabilities.includes("send-typing")) return;
      if (channel.degraded.includes("typing")) return;
      const now = engine.clock.now().getTime();
      if (now - (toldAt.get(cid) ?? Number.NEGATIVE_INFINITY) < everyMs) return;
      toldAt.set(cid, now);
      tell(cid, "start");
    },
    stopTyping(cid) {
      const at = toldAt.get(cid);
      toldAt.delete(cid);
      if (at === undefined || engine.clock.now().getTime() - at >= expiresMs) return;
      tell(cid, "stop");
    },
    noteTyping(cid, userId) {
      const key = `${cid} ${userId}`;
      expiries.get(key)?.cancel();
      // From when it was heard: the clocks of server and client may differ.
      const expiry = engine.clock.after(expiresMs, () => {
        expiries.delete(key);
        engine.store.update((state) =>
          changeKnownChannel(state, cid, (entry) => removeTyping(entry, userId)),
        );
      });
      expiries.set(key, expiry);
    },
  };
}
