import { ErrorCode } from "../codes.ts";
import type { HubCore } from "../hub-core.ts";
import { HubError } from "../hub-error.ts";
import type { SessionInfo } from "../hub-options.ts";
import type { SubscribeRequest } from "../protocol.ts";
import type { Session } from "../session.ts";
import { endSubscription, goLive, openSubscription } from "../subscribing.ts";
import { createSubscription, type Subscription } from "../subscription.ts";

/** Adds a stream that the client asks for, if its owner allows. */
export async function subscribe(
  core: HubCore,
  session: Session,
  info: SessionInfo,
  id: number,
  request: SubscribeRequest,
): Promise<void> {
  const { channel, token, data } = request;
  checkRequest(core, session, request);
  const subscription = createSubscription(session, channel, core.streams.rules(channel), {
    isServerSide: false,
    wantsJoinLeave: request.joinLeave,
  });
  // Taken before the owner is asked, so that an unsubscribe in between is not lost.
  session.subscriptions.set(channel, subscription);
  try {
    const grant = await core.options.authorizeSubscribe(info, { channel, token, data });
    assertWanted(subscription);
    const mustRecover = (request.flag & rejectUnrecovered) !== 0;
    const result = await openSubscription(core, subscription, grant, request, mustRecover);
    assertWanted(subscription);
    session.reply({ id, method: "subscribe", result });
    goLive(core, subscription);
  } catch (error) {
    endSubscription(core, subscription);
    throw error;
  }
}

const rejectUnrecovered = 2;

function checkRequest(core: HubCore, session: Session, request: SubscribeRequest): void {
  const { channel, type, hasFilter } = request;
  // Sending everything to a client that asked for a part would be worse than a refusal.
  if (!isChannelName(channel, core.limits.channelNameBytes) || type !== 0 || hasFilter) {
    throw new HubError(ErrorCode.badRequest);
  }
  if (session.subscriptions.has(channel)) throw new HubError(ErrorCode.alreadySubscribed);
  if (session.subscriptions.size >= core.limits.channelsPerSession) {
    throw new HubError(ErrorCode.limitExceeded);
  }
}

/** Printable ASCII without spaces, which every client can spell. */
function isChannelName(channel: string, longest: number): boolean {
  return channel.length <= longest && /^[\x21-\x7e]+$/.test(channel);
}

function assertWanted(subscription: Subscription): void {
  if (subscription.state === "ended") throw new HubError(ErrorCode.permissionDenied);
}
