import type { ClientInfo, Publication, Push, Reply, SubscribeResult } from "../protocol.ts";

/** A reply as an object of the schema. Absent fields stay absent: they would be written as defaults. */
export function replyToProtobuf(reply: Reply): object {
  return { id: reply.id, [reply.method]: replyBody(reply) };
}

/** A push as an object of the schema. */
export function pushToProtobuf(push: Push): object {
  return { channel: push.channel, [push.type]: pushBody(push) };
}

function replyBody(reply: Reply): object {
  switch (reply.method) {
    case "error": {
      const { code, message, temporary } = reply.error;
      return { code, message, temporary: temporary || undefined };
    }
    case "connect": {
      const { client, version, ttl, data, subs, ping, session, node } = reply.result;
      return {
        ...{ client, version, ...expiry(ttl), data: json(data), ping, pong: true, session, node },
        subs: mapValues(subs, subscribeResult),
      };
    }
    case "subscribe":
      return subscribeResult(reply.result);
    case "unsubscribe":
    case "publish":
    case "ping":
      return {};
    case "presence":
      return { presence: mapValues(reply.result.presence, clientInfo) };
    case "presence_stats":
      return { num_clients: reply.result.clients, num_users: reply.result.users };
    case "history": {
      const { offset, epoch, publications } = reply.result;
      return { offset, epoch, publications: publications.map(publication) };
    }
    case "rpc":
      return { data: json(reply.result.data) };
    case "refresh": {
      const { client, version, ttl } = reply.result;
      return { client, version, ...expiry(ttl) };
    }
    case "sub_refresh":
      return expiry(reply.result.ttl);
    default:
      return reply satisfies never;
  }
}

function pushBody(push: Push): object {
  switch (push.type) {
    case "pub":
      return publication(push.pub);
    case "join":
    case "leave":
      return { info: clientInfo(push.info) };
    case "subscribe":
      return subscribeResult(push.result);
    case "unsubscribe":
    case "disconnect":
      return { code: push.code, reason: push.reason };
    case "message":
      return { data: json(push.data) };
    default:
      return push satisfies never;
  }
}

function subscribeResult(result: SubscribeResult): object {
  return {
    ...expiry(result.ttl),
    recoverable: result.recoverable || undefined,
    positioned: result.positioned || undefined,
    epoch: result.position?.epoch,
    offset: result.position?.offset || undefined,
    was_recovering: result.wasRecovering || undefined,
    recovered: result.recovered || undefined,
    publications: result.publications?.map(publication),
    data: json(result.data),
  };
}

function publication(pub: Publication): object {
  return {
    data: Buffer.from(pub.data),
    offset: pub.offset,
    info: pub.info && clientInfo(pub.info),
    tags: pub.tags,
  };
}

function clientInfo(info: ClientInfo): object {
  const { user, client, connInfo, chanInfo } = info;
  return { user, client, conn_info: json(connInfo), chan_info: json(chanInfo) };
}

/** A JSON value as the bytes of its text; undefined stays absent. */
function json(value: unknown): Buffer | undefined {
  return value === undefined ? undefined : Buffer.from(JSON.stringify(value));
}

function expiry(ttl: number | undefined): { expires?: true; ttl?: number } {
  return ttl === undefined ? {} : { expires: true, ttl };
}

function mapValues<Value>(
  values: Readonly<Record<string, Value>>,
  change: (value: Value) => object,
): Record<string, object> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value)]));
}
