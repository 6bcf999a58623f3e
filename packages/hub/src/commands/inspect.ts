import { ErrorCode } from "../codes.ts";
import type { HubCore } from "../hub-core.ts";
import { HubError } from "../hub-error.ts";
import type { StreamRules } from "../hub-options.ts";
import { publicationFor } from "../publication-for.ts";
import type { HistoryRequest } from "../protocol.ts";
import { readHistory } from "../read-history.ts";
import type { Session } from "../session.ts";

/** Tells a subscriber who else is there. */
export async function presence(
  core: HubCore,
  session: Session,
  id: number,
  channel: string,
): Promise<void> {
  assertPresence(core, session, channel);
  const clients = await core.broker.presence(channel);
  session.reply({ id, method: "presence", result: { presence: Object.fromEntries(clients) } });
}

/** Tells a subscriber how many are there. */
export async function presenceStats(
  core: HubCore,
  session: Session,
  id: number,
  channel: string,
): Promise<void> {
  assertPresence(core, session, channel);
  const result = await core.broker.presenceStats(channel);
  session.reply({ id, method: "presence_stats", result });
}

/** Gives a subscriber one page of what the stream keeps. */
export async function history(
  core: HubCore,
  session: Session,
  id: number,
  request: HistoryRequest,
): Promise<void> {
  const rules = core.streams.rules(request.channel);
  if ((rules.historySize ?? 0) === 0) throw new HubError(ErrorCode.notAvailable);
  assertSubscribed(session, request.channel, rules.clientHistory);
  const page = await readHistory(core, request.channel, request);
  const publications = page.publications.map((one) => publicationFor(one, session.user));
  session.reply({ id, method: "history", result: { ...page, publications } });
}

function assertPresence(core: HubCore, session: Session, channel: string): void {
  const rules: StreamRules = core.streams.rules(channel);
  if (!rules.presence) throw new HubError(ErrorCode.notAvailable);
  assertSubscribed(session, channel, rules.clientPresence);
}

function assertSubscribed(session: Session, channel: string, isAllowed = false): void {
  if (!isAllowed || session.subscriptions.get(channel)?.state !== "live") {
    throw new HubError(ErrorCode.permissionDenied);
  }
}
