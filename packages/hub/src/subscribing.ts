import { ErrorCode, UnsubscribeCode, DisconnectCode, closing } from "./codes.ts";
import { HubError } from "./hub-error.ts";
import type { HubCore } from "./hub-core.ts";
import type { SubscriptionGrant } from "./hub-options.ts";
import { deliverTo, mostBuffered } from "./live-streams.ts";
import type { RecoverFrom, SubscribeResult } from "./protocol.ts";
import { recover } from "./recovery.ts";
import type { Subscription } from "./subscription.ts";
import { expiryTtl } from "./expiry.ts";

/**
 * Begins to listen and reads what the client asks for. From here on publications are buffered, so
 * whatever is published while the broker reads comes after the reply. The caller sends the result
 * and calls `goLive` in the same turn.
 *
 * Throws `HubError` 112 when `mustRecover` and the position is gone.
 */
export async function openSubscription(
  core: HubCore,
  subscription: Subscription,
  grant: SubscriptionGrant,
  from: RecoverFrom,
  mustRecover = false,
): Promise<SubscribeResult> {
  const { session, rules } = subscription;
  subscription.info = {
    user: session.user,
    client: session.client,
    connInfo: session.info?.info,
    chanInfo: grant.info,
  };
  expireSubscription(core, subscription, grant.expireAt);
  await core.streams.add(subscription);
  const ttl = expiryTtl(core.clock, grant.expireAt);
  const start = { ...(ttl === undefined ? {} : { ttl }), data: grant.data };
  const isRecoverable = Boolean(rules.recover);
  if (!isRecoverable && !rules.positioned) {
    if (from.recover && mustRecover) throw new HubError(ErrorCode.unrecoverablePosition);
    return { ...start, wasRecovering: from.recover };
  }
  const { position, result } = await recover(core, subscription, from);
  if (from.recover && mustRecover && !result.recovered) {
    throw new HubError(ErrorCode.unrecoverablePosition);
  }
  subscription.epoch = position.epoch;
  subscription.offset = position.offset;
  return { ...start, ...result, positioned: true, recoverable: isRecoverable };
}

/** The client is about to know of the subscription: what was buffered follows, others see the join. */
export function goLive(core: HubCore, subscription: Subscription): void {
  const buffered = subscription.buffer ?? [];
  subscription.buffer = undefined;
  subscription.state = "live";
  for (const { delivery, packet } of buffered) {
    if (isEnded(subscription)) return;
    deliverTo(subscription, delivery, packet, (gap) => insufficientState(core, gap));
  }
  const isIncomplete = buffered.length >= mostBuffered && subscription.epoch !== undefined;
  if (isIncomplete) insufficientState(core, subscription);
  if (isEnded(subscription)) return;
  const { channel, info, rules, session } = subscription;
  core.broker.join(channel, info, presenceOf(rules));
  if (session.info) core.options.onSubscribe?.(session.info, channel);
}

/** Takes the session out of the stream. Says nothing to the client. */
export function endSubscription(core: HubCore, subscription: Subscription): void {
  if (subscription.state === "ended") return;
  const wasLive = subscription.state === "live";
  subscription.state = "ended";
  subscription.buffer = undefined;
  subscription.expiry?.cancel();
  const { session, channel, info, rules } = subscription;
  session.subscriptions.delete(channel);
  core.streams.remove(subscription);
  if (!wasLive) return;
  core.broker.leave(channel, info, presenceOf(rules));
  if (session.info) core.options.onUnsubscribe?.(session.info, channel);
}

/** Takes the session out of the stream and tells the client, whose code decides whether it comes back. */
export function unsubscribe(
  core: HubCore,
  subscription: Subscription,
  code: UnsubscribeCode = UnsubscribeCode.server,
): void {
  const wasLive = subscription.state === "live";
  endSubscription(core, subscription);
  const { session, channel } = subscription;
  if (wasLive) session.push({ type: "unsubscribe", channel, ...closing(code) });
}

/** The client missed something: it must subscribe, or with a server-side subscription connect, again. */
export function insufficientState(core: HubCore, subscription: Subscription): void {
  if (subscription.isServerSide) {
    subscription.session.disconnect(DisconnectCode.insufficientState);
  } else {
    unsubscribe(core, subscription, UnsubscribeCode.insufficientState);
  }
}

/** Ends the subscription when `expireAt` (seconds since 1970) and the grace after it have passed. */
export function expireSubscription(
  core: HubCore,
  subscription: Subscription,
  expireAt: number | undefined,
): void {
  subscription.expiry?.cancel();
  subscription.expiry = undefined;
  if (expireAt === undefined) return;
  const ms = expireAt * 1000 - core.clock.now() + core.limits.expiryGraceMs;
  subscription.expiry = core.wheel.after(ms, () => {
    if (subscription.isServerSide) {
      subscription.session.disconnect(DisconnectCode.subscriptionExpired);
    } else {
      unsubscribe(core, subscription, UnsubscribeCode.expired);
    }
  });
}

function presenceOf(rules: Subscription["rules"]): { keep: boolean; announce: boolean } {
  return { keep: rules.presence ?? false, announce: Boolean(rules.joinLeave) };
}

/** Asks anew: the state changes in calls that the compiler does not see through. */
function isEnded(subscription: Subscription): boolean {
  return subscription.state === "ended";
}
