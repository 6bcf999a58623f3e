import { DisconnectCode, ErrorCode } from "../codes.ts";
import { expiryTtl } from "../expiry.ts";
import type { HubCore } from "../hub-core.ts";
import { HubDisconnect, HubError } from "../hub-error.ts";
import type { SessionInfo } from "../hub-options.ts";
import type { Session } from "../session.ts";
import { expireSubscription } from "../subscribing.ts";

/** Continues the session with a renewed connection token. */
export async function refresh(
  core: HubCore,
  session: Session,
  info: SessionInfo,
  id: number,
  token: string,
): Promise<void> {
  if (!core.options.refresh) throw new HubError(ErrorCode.notAvailable);
  const renewed = await core.options.refresh(info, token).catch(closeWhenExpired);
  if (renewed.user !== session.user) throw new HubDisconnect(DisconnectCode.invalidToken);
  const ttl = expiryTtl(core.clock, renewed.expireAt);
  session.expireAt(renewed.expireAt);
  const result = {
    client: session.client,
    version: core.options.version ?? "",
    ...(ttl === undefined ? {} : { ttl }),
  };
  session.reply({ id, method: "refresh", result });
}

/** Continues one subscription with a renewed subscription token. */
export async function refreshSubscription(
  core: HubCore,
  session: Session,
  info: SessionInfo,
  id: number,
  request: { channel: string; token: string },
): Promise<void> {
  if (!core.options.refreshSubscription) throw new HubError(ErrorCode.notAvailable);
  const subscription = session.subscriptions.get(request.channel);
  if (!subscription) throw new HubError(ErrorCode.permissionDenied);
  const grant = await core.options.refreshSubscription(info, request);
  const ttl = expiryTtl(core.clock, grant.expireAt);
  if (subscription.state !== "ended") expireSubscription(core, subscription, grant.expireAt);
  session.reply({
    id,
    method: "sub_refresh",
    result: ttl === undefined ? {} : { ttl },
  });
}

/** A client whose renewed token has expired too starts over. */
function closeWhenExpired(error: unknown): never {
  if (error instanceof HubError && error.code === ErrorCode.tokenExpired) {
    throw new HubDisconnect(DisconnectCode.expired);
  }
  throw error;
}
