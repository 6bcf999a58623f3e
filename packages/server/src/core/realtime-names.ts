import type { AppId } from "@natter/contract";

/** A user's own feed: what they belong to and, in feed mode, what happens in their channels. */
export function userLine(appId: AppId, userId: string): string {
  return `user:${appId}.${userId}`;
}

/** A channel's durable events, for those who do not get them by their own feed. */
export function chatLine(appId: AppId, cid: string): string {
  return `chat:${appId}.${cid}`;
}

/** What of a channel's signals somebody hears beside presence. */
export type SignalAudience = { readonly receipts: boolean; readonly typing: boolean };

// One line for each kind of listener: what somebody does not show of themselves they do not hear of others.
const signalKinds = ["ev", "evt", "evr", "evp"] as const;

/** A channel's signals, presence and as much of typing and receipts as the listener hears. */
export function signalLine(
  appId: AppId,
  cid: string,
  { receipts, typing }: SignalAudience = { receipts: true, typing: true },
): string {
  const kind = receipts ? (typing ? "ev" : "evr") : typing ? "evt" : "evp";
  return `${kind}:${appId}.${cid}`;
}

/** The lines on which a signal of a channel is told: all of them where it does not say what it is. */
export function signalLines(appId: AppId, cid: string, what?: "receipts" | "typing"): string[] {
  const kinds =
    what === "receipts" ? ["ev", "evr"] : what === "typing" ? ["ev", "evt"] : signalKinds;
  return kinds.map((kind) => `${kind}:${appId}.${cid}`);
}

/** A user as the realtime door knows them. App ids hold no dot, so it splits back without doubt. */
export function realtimeUser(appId: AppId, userId: string): string {
  return `${appId}.${userId}`;
}

/** What a line's name says: its kind, its app, and the cid or user id after it. Null for any other name. */
export function splitLine(
  name: string,
): { kind: "user" | "chat" | "ev"; appId: AppId; id: string } | null {
  const match = /^(user|chat|ev[trp]?):([a-z0-9]{4,16})\.(.+)$/s.exec(name);
  if (!match) return null;
  const [, kind = "", appId, id] = match;
  const line = kind.startsWith("ev") ? "ev" : (kind as "user" | "chat"); // the pattern allows no others
  return { kind: line, appId: appId as AppId, id: id ?? "" }; // as above
}
