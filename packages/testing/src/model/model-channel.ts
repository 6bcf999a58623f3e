import type { Channel, ChannelEvent, Message } from "@natter/contract";
import { countUnread } from "@natter/contract/unread";

/** One server-side channel in memory, as simple as it can be: what the client has to agree with in the end. */
export type ModelChannel = {
  readonly cid: string;
  epoch: string;
  mode: "feed" | "room";
  /** How much too high the server counts what is unread. */
  unreadError: number;
  eventSeq: number;
  readonly messages: Message[];
  readonly log: ChannelEvent[];
  named: { readonly name: string; readonly at: string };
  readonly members: Map<string, Reading>;
  /** What those who left had read. */
  readonly left: Map<string, Reading>;
  /** Fields of its view that are to be otherwise. */
  shown: { readonly [Field in keyof Channel]?: unknown };
  /** When a message is said to have been written, which may be any time: nothing may be ordered by it. */
  stamp: (eventSeq: number) => string;
};

type Reading = { generation: number; seq: number; joinedSeq?: number };

type Change = { readonly [Key in keyof Message]?: unknown };

const start = Date.parse("2026-01-01T00:00:00.000Z");

export function createModelChannel(cid: string, members: readonly string[]): ModelChannel {
  return {
    cid,
    epoch: "e1",
    mode: "feed",
    unreadError: 0,
    eventSeq: 0,
    messages: [],
    log: [],
    named: { name: "General", at: timeOf(0) },
    members: new Map(members.map((id) => [id, { generation: 0, seq: 0 }])),
    left: new Map(),
    shown: {},
    stamp: skewedTime,
  };
}

export function modelUser(id: string) {
  return { id, name: id, image: null };
}

/** Adds a message; a repeated client id answers with what is there. */
export function addMessage(
  channel: ModelChannel,
  senderId: string,
  input: { text: string; clientId?: string; mentions?: string[]; quoteId?: string },
): Message {
  const known = channel.messages.find(
    (message) =>
      input.clientId !== undefined &&
      message.clientId === input.clientId &&
      message.sender?.id === senderId,
  );
  if (known) return known;
  const seq = channel.messages.length + 1;
  const message = asMessage({
    id: `00000000-0000-7000-8000-${checksum(channel.cid)}${seq.toString(16).padStart(8, "0")}`,
    cid: channel.cid,
    seq,
    version: channel.eventSeq + 1,
    kind: "text",
    text: input.text,
    sender: modelUser(senderId),
    clientId: input.clientId ?? null,
    quote: input.quoteId === undefined ? null : quoteOf(channel, input.quoteId),
    mentions: input.mentions ?? [],
    silent: false,
    threadId: null,
    inChannel: true,
    thread: null,
    removed: false,
    mentionGroups: [],
    forward: null,
    expiresAt: null,
    custom: {},
    reactions: [],
    createdAt: channel.stamp(channel.eventSeq + 1),
    editedAt: null,
    deletedAt: null,
  });
  channel.messages.push(message);
  emit(channel, { type: "message.new", message });
  return message;
}

export function editMessage(channel: ModelChannel, id: string, text: string): Message {
  const message = getMessage(channel, id);
  if (message.deletedAt !== null || message.text === text) return message;
  const edited = change(channel, id, { text, editedAt: timeOf(channel.eventSeq + 1) });
  emit(channel, { type: "message.updated", message: edited });
  refreshQuotes(channel, id);
  return edited;
}

export function deleteMessage(channel: ModelChannel, id: string): Message {
  const message = getMessage(channel, id);
  if (message.deletedAt !== null) return message;
  const gone = { text: "", mentions: [], custom: {}, reactions: [] };
  const deleted = change(channel, id, { ...gone, deletedAt: timeOf(channel.eventSeq + 1) });
  emit(channel, {
    type: "message.deleted",
    messageId: id,
    messageSeq: message.seq,
    senderId: message.sender?.id ?? null,
    kind: message.kind,
    silent: message.silent,
    inChannel: message.inChannel,
    threadId: null,
    removed: false,
  });
  refreshQuotes(channel, id);
  return deleted;
}

export function reactTo(
  channel: ModelChannel,
  id: string,
  userId: string,
  reaction: string,
  add: boolean,
): Message {
  const message = getMessage(channel, id);
  if (message.deletedAt !== null) return message;
  const groups = new Map(message.reactions.map((group) => [group.type, group.userIds as string[]]));
  const before = groups.get(reaction) ?? [];
  if (before.includes(userId) === add) return message;
  const after = add ? [...before, userId] : before.filter((other) => other !== userId);
  if (after.length === 0) groups.delete(reaction);
  else groups.set(reaction, after);
  const reactions = [...groups].map(([type, userIds]) => ({
    type,
    count: userIds.length,
    userIds,
  }));
  const changed = change(channel, id, { reactions });
  emit(channel, {
    type: add ? "reaction.new" : "reaction.deleted",
    messageId: id,
    reaction,
    user: modelUser(userId),
    reactions: changed.reactions,
  });
  return changed;
}

export function renameChannel(channel: ModelChannel, name: string): void {
  channel.named = { name, at: timeOf(channel.eventSeq + 1) };
  emitUpdated(channel);
}

/** The channel grows large, or small again: its events go another way from the next one on. */
export function changeMode(channel: ModelChannel, mode: ModelChannel["mode"]): void {
  channel.mode = mode;
  channel.named = { ...channel.named, at: timeOf(channel.eventSeq + 1) };
  emitUpdated(channel);
}

function emitUpdated(channel: ModelChannel): void {
  emit(channel, { type: "channel.updated", channel: changeable(channel) });
}

/** Somebody comes in: what was said before does not count as unread for them. */
export function joinChannel(channel: ModelChannel, userId: string): boolean {
  if (channel.members.has(userId)) return false;
  const before = channel.left.get(userId) ?? { generation: 0, seq: 0 };
  channel.members.set(userId, { ...before, joinedSeq: channel.messages.length });
  const joinedAt = timeOf(channel.eventSeq + 1);
  const member = { user: modelUser(userId), role: "member", joinedAt };
  emit(channel, { type: "member.added", member, memberCount: channel.members.size });
  return true;
}

export function leaveChannel(channel: ModelChannel, userId: string): boolean {
  const reading = channel.members.get(userId);
  if (reading === undefined) return false;
  channel.left.set(userId, reading);
  channel.members.delete(userId);
  emit(channel, { type: "member.removed", userId, memberCount: channel.members.size });
  return true;
}

/** The log forgets its oldest events. */
export function trimLog(channel: ModelChannel, kept: number): void {
  channel.log.splice(0, Math.max(0, channel.log.length - kept));
}

/** A restored backup: the same messages, another line. */
export function beginNewEpoch(channel: ModelChannel): void {
  channel.epoch = `${channel.epoch}+`;
  channel.log.length = 0;
}

/** The channel as one viewer sees it. */
export function viewChannel(channel: ModelChannel, viewerId: string): Channel {
  const watermark = channel.members.get(viewerId);
  const unread = unreadOf(channel, viewerId);
  return {
    ...changeable(channel),
    cid: channel.cid,
    type: "messaging",
    kind: "group",
    spaceId: null,
    title: channel.named.name,
    visibility: "private",
    memberCount: channel.members.size,
    degraded: [],
    other: null,
    createdBy: null,
    createdAt: timeOf(0),
    messageSeq: channel.messages.length,
    position: { epoch: channel.epoch, eventSeq: channel.eventSeq },
    lastMessage: channel.messages.at(-1) ?? null,
    membership:
      watermark === undefined
        ? null
        : {
            role: "member",
            joinedSeq: watermark.joinedSeq ?? 0,
            joinedAt: timeOf(0),
            watermark: { generation: watermark.generation, seq: watermark.seq },
            lastReadAt: null,
          },
    unread: { ...unread, count: unread.count + channel.unreadError },
    settings:
      watermark === undefined
        ? null
        : {
            ...{ hiddenSeq: null, archived: false, pinnedAt: null },
            ...{ muted: false, mutedUntil: null, notifications: "all" },
          },
    capabilities: ["read", "send", "react", "send-typing"],
    config: { features: {}, reactionMode: "distinct", messageCharacters: 10_000, commands: [] },
    ...channel.shown,
  } as unknown as Channel; // ids of the model are plain strings
}

export function unreadOf(
  { messages, members }: ModelChannel,
  userId: string,
): { count: number; mentions: number } {
  const watermark = members.get(userId);
  if (watermark === undefined) return { count: 0, mentions: 0 };
  const reader = { userId, readSeq: watermark.seq, joinedSeq: watermark.joinedSeq ?? 0 };
  const ledger = messages.map((message) => ({
    seq: message.seq,
    senderId: message.sender?.id ?? null,
    kind: message.kind,
    deleted: message.deletedAt !== null,
    silent: message.silent,
    inChannel: message.inChannel,
    mentioned: (message.mentions as string[]).includes(userId),
  }));
  return {
    count: countUnread(ledger, reader),
    mentions: countUnread(
      ledger.filter(({ mentioned }) => mentioned),
      reader,
    ),
  };
}

/** An event as the server tells it later: messages and reactions as they are by then. */
export function tellNow(channel: ModelChannel, event: ChannelEvent): ChannelEvent {
  if (event.type === "message.new" || event.type === "message.updated") {
    return { ...event, message: getMessage(channel, event.message.id) };
  }
  if (event.type === "reaction.new" || event.type === "reaction.deleted") {
    return { ...event, reactions: getMessage(channel, event.messageId).reactions };
  }
  return event;
}

function emit(
  channel: ModelChannel,
  event: { type: ChannelEvent["type"]; [field: string]: unknown },
): void {
  channel.eventSeq += 1;
  const { cid, epoch, eventSeq } = channel;
  const at = timeOf(eventSeq);
  channel.log.push({ ...event, cid, epoch, eventSeq, at } as unknown as ChannelEvent); // as above
}

function change(channel: ModelChannel, id: string, changed: Change): Message {
  const at = channel.messages.findIndex((message) => message.id === id);
  const next = asMessage({ ...getMessage(channel, id), ...changed, version: channel.eventSeq + 1 });
  channel.messages[at] = next;
  return next;
}

function refreshQuotes(channel: ModelChannel, quotedId: string): void {
  channel.messages.forEach((message, at) => {
    if (message.quote?.id !== quotedId) return;
    channel.messages[at] = { ...message, quote: quoteOf(channel, quotedId) };
  });
}

function quoteOf(channel: ModelChannel, id: string): Message["quote"] {
  const { seq, sender, text, deletedAt, ...quoted } = getMessage(channel, id);
  return { id: quoted.id, seq, sender, text: text.slice(0, 200), deleted: deletedAt !== null };
}

export function getMessage(channel: ModelChannel, id: string): Message {
  const message = channel.messages.find((candidate) => candidate.id === id);
  if (message === undefined) throw new Error(`The model has no message ${id}.`);
  return message;
}

function changeable({ named, mode }: ModelChannel) {
  const rest = {
    image: null,
    frozen: false,
    slowModeSeconds: 0,
    messageSeconds: null,
    mode,
    custom: {},
  };
  return { name: named.name, updatedAt: named.at, ...rest };
}

function timeOf(eventSeq: number): string {
  return new Date(start + eventSeq * 1_000).toISOString();
}

/** The server's clock jumps back now and then: nothing may be ordered by it. */
function skewedTime(eventSeq: number): string {
  return timeOf(eventSeq % 4 === 0 ? eventSeq - 90 : eventSeq);
}

function asMessage(fields: Change): Message {
  return fields as Message; // every caller gives all fields
}

/** Four hexadecimal digits that differ between a few channels. */
function checksum(text: string): string {
  let sum = 0;
  for (const char of text) sum = (sum * 31 + char.charCodeAt(0)) % 65_536;
  return sum.toString(16).padStart(4, "0");
}
