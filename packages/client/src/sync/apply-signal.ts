import { applyPresence, applyPresenceToChannel } from "../presence/apply-presence-signal.ts";
import { applyTick } from "../read-state/estimate.ts";
import { applyReceipts } from "../read-state/apply-receipts.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { ChannelState, ChatState } from "../store/state.ts";
import { applyTypingSignal } from "../typing/apply-typing-signal.ts";
import { applyUsers, applyUserUpdated } from "../users/apply-users.ts";
import type { Signal, SignalsSnapshot } from "../wire/entities.ts";

/** Applies a hint. `heardOn` is the channel on whose signals it came; null on the viewer's own feed. */
export function applySignal(
  state: ChatState,
  signal: Signal,
  heardOn: string | null,
  now: Date,
): ChatState {
  const viewerId = state.me?.id ?? null;
  switch (signal.type) {
    case "typing.start":
    case "typing.stop":
      return changeKnownChannel(applyUsers(state, [signal.user]), signal.cid, (entry) =>
        applyTypingSignal(entry, signal, viewerId),
      );
    case "user.presence.changed": {
      const noted = applyPresence(state, [signal.presence]);
      if (heardOn === null) return noted;
      return changeKnownChannel(noted, heardOn, (entry) =>
        applyPresenceToChannel(entry, signal.presence),
      );
    }
    case "message.read":
    case "message.delivered":
      return changeKnownChannel(state, signal.cid, (entry) =>
        applyReceipts(entry, signal.receipts),
      );
    case "channel.tick":
      return changeKnownChannel(state, signal.cid, (entry) => applyTickAt(entry, signal, now));
    case "user.updated":
    case "user.deleted":
      return applyUserUpdated(state, signal.user);
    case "thread.tick":
    case "command.reply":
    case "space.changed":
      return state;
    default:
      signal satisfies never;
      return state;
  }
}

/** What a subscription to a channel's signals begins with replaces what was known from signals before. */
export function applySnapshot(state: ChatState, cid: string, snapshot: SignalsSnapshot): ChatState {
  const viewerId = state.me?.id ?? null;
  const typing = snapshot.typing
    .filter(({ threadId }) => threadId === undefined)
    .map(({ user }) => user)
    .filter(({ id }) => id !== viewerId);
  const noted = applyUsers(applyPresence(state, snapshot.online ?? []), typing);
  return changeKnownChannel(noted, cid, (entry) => ({
    ...entry,
    typing,
    online: snapshot.online?.filter(({ online }) => online).map(({ userId }) => userId) ?? null,
    onlineCount: snapshot.onlineCount,
  }));
}

function applyTickAt(
  entry: ChannelState,
  tick: Extract<Signal, { type: "channel.tick" }>,
  now: Date,
): ChannelState {
  const ticked = applyTick(entry, tick);
  return ticked === entry || now <= entry.activeAt ? ticked : { ...ticked, activeAt: now };
}
