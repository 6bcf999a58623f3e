import type {
  ClientInfo,
  ConnectResult,
  Publication,
  Push,
  Reply,
  SubscribeResult,
} from "../protocol.ts";

/** Writes a reply as one line of JSON. */
export function replyToJson(reply: Reply): string {
  return `{"id":${reply.id},${replyBody(reply)}}`;
}

/** Writes a push as one line of JSON; the publication's data goes in as it is. */
export function pushToJson(push: Push): string {
  return `{"push":{"channel":${JSON.stringify(push.channel)},${pushBody(push)}}}`;
}

function replyBody(reply: Reply): string {
  switch (reply.method) {
    case "error": {
      const { code, message, temporary } = reply.error;
      return `"error":${JSON.stringify({ code, message, temporary: temporary || undefined })}`;
    }
    case "connect":
      return `"connect":${connectResult(reply.result)}`;
    case "subscribe":
      return `"subscribe":${subscribeResult(reply.result)}`;
    case "unsubscribe":
    case "publish":
    case "ping":
      return `"${reply.method}":{}`;
    case "presence": {
      const entries = Object.entries(reply.result.presence).map(
        ([client, info]) => `${JSON.stringify(client)}:${clientInfo(info)}`,
      );
      return `"presence":{"presence":{${entries.join(",")}}}`;
    }
    case "presence_stats": {
      const { clients, users } = reply.result;
      return `"presence_stats":{"num_clients":${clients},"num_users":${users}}`;
    }
    case "history": {
      const { offset, epoch, publications } = reply.result;
      return `"history":{"publications":${list(publications)},"epoch":${JSON.stringify(epoch)},"offset":${offset}}`;
    }
    case "rpc":
      return `"rpc":${JSON.stringify({ data: reply.result.data })}`;
    case "refresh": {
      const { client, version, ttl } = reply.result;
      return `"refresh":${JSON.stringify({ client, version, ...expiry(ttl) })}`;
    }
    case "sub_refresh":
      return `"sub_refresh":${JSON.stringify(expiry(reply.result.ttl))}`;
    default:
      return reply satisfies never;
  }
}

function pushBody(push: Push): string {
  switch (push.type) {
    case "pub":
      return `"pub":${publication(push.pub)}`;
    case "join":
    case "leave":
      return `"${push.type}":{"info":${clientInfo(push.info)}}`;
    case "subscribe":
      return `"subscribe":${subscribeResult(push.result)}`;
    case "unsubscribe":
    case "disconnect":
      return `"${push.type}":${JSON.stringify({ code: push.code, reason: push.reason })}`;
    case "message":
      return `"message":${JSON.stringify({ data: push.data })}`;
    default:
      return push satisfies never;
  }
}

function connectResult(result: ConnectResult): string {
  const { client, version, ttl, data, ping, session, node } = result;
  const head = { client, version, ...expiry(ttl), data, ping, pong: true, session, node };
  const subs = Object.entries(result.subs).map(
    ([channel, sub]) => `${JSON.stringify(channel)}:${subscribeResult(sub)}`,
  );
  return withMember(head, subs.length > 0 ? `"subs":{${subs.join(",")}}` : "");
}

function subscribeResult(result: SubscribeResult): string {
  const head = {
    ...expiry(result.ttl),
    recoverable: result.recoverable || undefined,
    positioned: result.positioned || undefined,
    epoch: result.position?.epoch,
    offset: result.position?.offset,
    was_recovering: result.wasRecovering || undefined,
    recovered: result.recovered || undefined,
    data: result.data,
  };
  const publications = result.publications ?? [];
  return withMember(head, publications.length > 0 ? `"publications":${list(publications)}` : "");
}

/** Adds one already written member to an object, so that raw data is never parsed again. */
function withMember(head: object, member: string): string {
  const written = JSON.stringify(head);
  if (member === "") return written;
  return written === "{}" ? `{${member}}` : `${written.slice(0, -1)},${member}}`;
}

function list(publications: readonly Publication[]): string {
  return `[${publications.map(publication).join(",")}]`;
}

function publication(pub: Publication): string {
  let text = `{"data":${pub.data}`;
  if (pub.offset !== undefined) text += `,"offset":${pub.offset}`;
  if (pub.info) text += `,"info":${clientInfo(pub.info)}`;
  if (pub.tags) text += `,"tags":${JSON.stringify(pub.tags)}`;
  return `${text}}`;
}

function clientInfo(info: ClientInfo): string {
  const { user, client, connInfo, chanInfo } = info;
  return JSON.stringify({ user, client, conn_info: connInfo, chan_info: chanInfo });
}

function expiry(ttl: number | undefined): { expires?: true; ttl?: number } {
  return ttl === undefined ? {} : { expires: true, ttl };
}
