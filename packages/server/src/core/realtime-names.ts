import type { AppId } from "@natter/contract";

/** A user's own feed: what they belong to and, in feed mode, what happens in their channels. */
export function userLine(appId: AppId, userId: string): string {
  return `user:${appId}.${userId}`;
}

/** A channel's durable events, for those who do not get them by their own feed. */
export function chatLine(appId: AppId, cid: string): string {
  return `chat:${appId}.${cid}`;
}

/** A channel's signals: typing, presence, receipts. */
export function signalLine(appId: AppId, cid: string): string {
  return `ev:${appId}.${cid}`;
}

/** A user as the realtime door knows them. App ids hold no dot, so it splits back without doubt. */
export function realtimeUser(appId: AppId, userId: string): string {
  return `${appId}.${userId}`;
}

/** What a line's name says: its kind, its app, and the cid or user id after it. Null for any other name. */
export function splitLine(
  name: string,
): { kind: "user" | "chat" | "ev"; appId: AppId; id: string } | null {
  const match = /^(user|chat|ev):([a-z0-9]{4,16})\.(.+)$/s.exec(name);
  if (!match) return null;
  const [, kind, appId, id] = match;
  return { kind: kind as "user" | "chat" | "ev", appId: appId as AppId, id: id ?? "" }; // the pattern allows no others
}
