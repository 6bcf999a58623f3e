import type { HubCore } from "./hub-core.ts";
import type { ServerSubscribeOptions } from "./hub-options.ts";
import type { Session } from "./session.ts";
import { endSubscription, goLive, openSubscription } from "./subscribing.ts";
import { createSubscription } from "./subscription.ts";

/**
 * Subscribes one session without being asked by the client and tells it. A session that is about to
 * connect is subscribed after its connect reply. Nothing happens if the session has the stream.
 */
export async function subscribeServerSide(
  core: HubCore,
  session: Session,
  channel: string,
  options: ServerSubscribeOptions,
): Promise<void> {
  if (session.state === "connecting") {
    await new Promise<void>((resolve) => {
      session.afterConnect ??= [];
      session.afterConnect.push(resolve);
    });
  }
  if (session.state !== "connected" || session.subscriptions.has(channel)) return;
  const subscription = createSubscription(session, channel, core.streams.rules(channel), {
    isServerSide: true,
    wantsJoinLeave: false,
  });
  session.subscriptions.set(channel, subscription);
  const since = options.recoverSince;
  const from = { recover: since !== undefined, offset: 0, epoch: "", ...since };
  try {
    const result = await openSubscription(core, subscription, options, from);
    if (isEnded(subscription)) return;
    session.push({ type: "subscribe", channel, result });
    for (const pub of result.publications ?? []) session.push({ type: "pub", channel, pub });
    goLive(core, subscription);
  } catch (error) {
    endSubscription(core, subscription);
    throw error;
  }
}

/** Asks anew: the subscription may have been taken away while the stream was read. */
function isEnded(subscription: { state: string }): boolean {
  return subscription.state === "ended";
}
