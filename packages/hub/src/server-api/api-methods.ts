import { ErrorCode } from "../codes.ts";
import { HubError } from "../hub-error.ts";
import type { HubOptions, PublishOptions } from "../hub-options.ts";
import type { Hub } from "../hub.ts";
import type { ClientInfo, Publication } from "../protocol.ts";
import { matchesGlob } from "./matches-glob.ts";
import type { Params } from "./params.ts";

type Method = (hub: Hub, params: Params) => Promise<object>;

/** The methods of the server API by name, each from its parameters to its result. */
export const apiMethods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ["publish", publish],
  ["broadcast", broadcast],
  ["subscribe", subscribe],
  ["unsubscribe", unsubscribe],
  ["disconnect", disconnect],
  ["refresh", refresh],
  ["presence", presence],
  ["presence_stats", presenceStats],
  ["history", history],
  ["history_remove", removeHistory],
  ["channels", channels],
  ["info", info],
]);

async function publish(hub: Hub, params: Params): Promise<object> {
  return hub.publish(params.text("channel"), dataOf(params), publishOptions(params));
}

async function broadcast(hub: Hub, params: Params): Promise<object> {
  const data = dataOf(params);
  const options = publishOptions(params);
  const responses = params.texts("channels").map(async (channel) => {
    try {
      return { result: await hub.publish(channel, data, options) };
    } catch (error) {
      if (!(error instanceof HubError)) throw error;
      return { error: { code: error.code, message: error.message } };
    }
  });
  return { responses: await Promise.all(responses) };
}

async function subscribe(hub: Hub, params: Params): Promise<object> {
  await hub.subscribe(params.text("user"), params.text("channel"), {
    info: params.value("info"),
    data: params.value("data"),
    expireAt: params.number("expire_at"),
    recoverSince: params.position("recover_since"),
    filter: filterOf(params),
  });
  return {};
}

async function unsubscribe(hub: Hub, params: Params): Promise<object> {
  hub.unsubscribe(params.text("user"), params.text("channel"), undefined, filterOf(params));
  return {};
}

async function disconnect(hub: Hub, params: Params): Promise<object> {
  const given = params.object("disconnect");
  const code = given && { code: given.number("code") ?? 0, reason: given.text("reason") };
  hub.disconnect(params.text("user"), code, filterOf(params));
  return {};
}

async function refresh(hub: Hub, params: Params): Promise<object> {
  const expireAt = params.flag("expired") ? 0 : params.number("expire_at");
  hub.refresh(params.text("user"), expireAt, filterOf(params));
  return {};
}

async function presence(hub: Hub, params: Params): Promise<object> {
  const channel = params.text("channel");
  assertPresence(hub, channel);
  const clients = [...(await hub.presence(channel))];
  return {
    presence: Object.fromEntries(clients.map(([client, one]) => [client, clientInfo(one)])),
  };
}

async function presenceStats(hub: Hub, params: Params): Promise<object> {
  const channel = params.text("channel");
  assertPresence(hub, channel);
  const { clients, users } = await hub.presenceStats(channel);
  return { num_clients: clients, num_users: users };
}

async function history(hub: Hub, params: Params): Promise<object> {
  const channel = params.text("channel");
  if ((hub.rules(channel).historySize ?? 0) === 0) throw new HubError(ErrorCode.notAvailable);
  const page = await hub.history(channel, {
    limit: params.number("limit"),
    since: params.position("since"),
    reverse: params.flag("reverse"),
  });
  return { ...page, publications: page.publications.map(publication) };
}

async function removeHistory(hub: Hub, params: Params): Promise<object> {
  await hub.removeHistory(params.text("channel"));
  return {};
}

async function channels(hub: Hub, params: Params): Promise<object> {
  const pattern = params.optionalText("pattern") ?? "*";
  const matching = [...hub.channels()].filter(([channel]) => matchesGlob(channel, pattern));
  return {
    channels: Object.fromEntries(
      matching.map(([channel, count]) => [channel, { num_clients: count }]),
    ),
  };
}

async function info(hub: Hub): Promise<object> {
  const { sessions, users, streams, subscriptions } = hub.metrics();
  const counts = { num_clients: sessions, num_users: users, num_channels: streams };
  return { nodes: [{ uid: hub.node, name: "hub", num_subs: subscriptions, ...counts }] };
}

function publishOptions(params: Params): PublishOptions {
  return {
    skipHistory: params.flag("skip_history"),
    idempotencyKey: params.optionalText("idempotency_key"),
    tags: params.tags("tags"),
  };
}

/** What to publish: any JSON value, or its text in base64. */
function dataOf(params: Params): string {
  if (params.has("data")) return JSON.stringify(params.value("data"));
  const encoded = params.optionalText("b64data");
  if (encoded === undefined) throw new HubError(ErrorCode.badRequest, "bad request: data");
  try {
    return JSON.stringify(JSON.parse(Buffer.from(encoded, "base64").toString()));
  } catch {
    throw new HubError(ErrorCode.badRequest, "bad request: b64data holds no JSON");
  }
}

function filterOf(params: Params): { client: string | undefined } {
  return { client: params.optionalText("client") };
}

function assertPresence(hub: Hub, channel: string): void {
  const rules: ReturnType<HubOptions["stream"]> = hub.rules(channel);
  if (!rules.presence) throw new HubError(ErrorCode.notAvailable);
}

function publication(pub: Publication): object {
  const { data, offset, tags } = pub;
  return { data: JSON.parse(data), offset, tags, info: pub.info && clientInfo(pub.info) };
}

function clientInfo({ user, client, connInfo, chanInfo }: ClientInfo): object {
  return { user, client, conn_info: connInfo, chan_info: chanInfo };
}
