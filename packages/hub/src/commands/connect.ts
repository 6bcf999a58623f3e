import { DisconnectCode } from "../codes.ts";
import { expiryTtl } from "../expiry.ts";
import type { HubCore } from "../hub-core.ts";
import { HubDisconnect } from "../hub-error.ts";
import type { Authentication } from "../hub-options.ts";
import type { ConnectRequest, SubscribeResult } from "../protocol.ts";
import type { Session } from "../session.ts";
import { endSubscription, goLive, openSubscription } from "../subscribing.ts";
import { createSubscription, type Subscription } from "../subscription.ts";

/** Asks the owner who this is, opens the streams that come with it, and confirms the connection. */
export async function connect(
  core: HubCore,
  session: Session,
  id: number,
  request: ConnectRequest,
): Promise<void> {
  session.state = "connecting";
  try {
    const identity = await authenticate(core, session, request);
    if (isClosed(session)) return;
    introduce(core, session, request, identity);
    const opened = await openAll(core, session, request, identity);
    if (isClosed(session)) return;
    confirm(core, session, id, identity, opened);
  } catch (error) {
    for (const subscription of session.subscriptions.values()) endSubscription(core, subscription);
    if (!isClosed(session)) session.state = "refused";
    throw error;
  }
}

type Opened = { subscription: Subscription; result: SubscribeResult };

function authenticate(
  core: HubCore,
  session: Session,
  request: ConnectRequest,
): Promise<Authentication> {
  const { headers = {}, origin } = session.handshake ?? {};
  const { token, data, name, version } = request;
  return core.options.authenticate({
    client: session.client,
    token,
    data,
    name: name.slice(0, 16),
    version: version.slice(0, 64),
    headers,
    origin,
    transport: session.transport.name,
  });
}

/** From here on the session is found under its user. */
function introduce(
  core: HubCore,
  session: Session,
  request: ConnectRequest,
  identity: Authentication,
): void {
  if (core.sessions.of(identity.user).length >= core.limits.sessionsPerUser) {
    throw new HubDisconnect(DisconnectCode.connectionLimit);
  }
  session.user = identity.user;
  session.info = {
    client: session.client,
    user: identity.user,
    transport: session.transport.name,
    protocol: session.transport.lane.codec.name,
    name: request.name.slice(0, 16),
    version: request.version.slice(0, 64),
    connectedAt: core.clock.now(),
    info: identity.info,
    meta: identity.meta,
  };
  session.handshake = undefined;
  core.sessions.identify(session);
}

async function openAll(
  core: HubCore,
  session: Session,
  request: ConnectRequest,
  identity: Authentication,
): Promise<Opened[]> {
  const grants = Object.entries(identity.subscriptions ?? {});
  const opening = grants.map(async ([channel, grant]) => {
    const rules = core.streams.rules(channel);
    const subscription = createSubscription(session, channel, rules, {
      isServerSide: true,
      wantsJoinLeave: false,
    });
    session.subscriptions.set(channel, subscription);
    const from = request.subs[channel] ?? { recover: false, offset: 0, epoch: "" };
    return { subscription, result: await openSubscription(core, subscription, grant, from) };
  });
  return Promise.all(opening);
}

function confirm(
  core: HubCore,
  session: Session,
  id: number,
  identity: Authentication,
  opened: readonly Opened[],
): void {
  const ttl = expiryTtl(core.clock, identity.expireAt);
  // A stream that was taken away meanwhile is not mentioned: the client forgets it.
  const kept = opened.filter(({ subscription }) => subscription.state === "pending");
  session.state = "connected";
  session.expireAt(identity.expireAt);
  session.reply({
    id,
    method: "connect",
    result: {
      client: session.client,
      version: core.options.version ?? "",
      ...(ttl === undefined ? {} : { ttl }),
      data: identity.data,
      subs: Object.fromEntries(
        kept.map(({ subscription, result }) => [subscription.channel, result]),
      ),
      ping: Math.max(1, Math.ceil(core.limits.pingMs / 1000)),
      ...session.transport.emulation,
    },
  });
  session.startPinging();
  if (session.info) core.options.onConnect?.(session.info);
  for (const { subscription } of kept) goLive(core, subscription);
  const tasks = session.afterConnect ?? [];
  session.afterConnect = undefined;
  for (const task of tasks) task();
}

/** Asks anew: the state changes while the owner is asked. */
function isClosed(session: Session): boolean {
  return session.state === "closed";
}
