import { ChatError } from "@natter/contract/chat-error";
import { isErrorCode } from "@natter/contract/errors";
import type { RecordChange } from "../adapters/storage/port.ts";
import { emptyChannelState } from "../channels/empty-channel-state.ts";
import { emptyWindow } from "../messages/empty-window.ts";
import type { Operation } from "../outbox/operation.ts";
import { changeChannel } from "../store/change-channel.ts";
import type { ChannelState, ChatState } from "../store/state.ts";
import { applyUsers } from "../users/apply-users.ts";
import { usersOfChannel, usersOfMessages } from "../users/seen-users.ts";

/** Raised when what is stored changes its meaning; see `upgrade-records.ts`. */
export const recordVersion = 2;

/** How many of a channel's newest messages are stored, and of how many channels. */
const storedMessages = 100;
const storedWindows = 200;

/** A stored record: `value` as version `version` of this file wrote it. */
export type StoredRecord = { readonly version: number; readonly value: Record<string, unknown> };

// What is true only while connected, is told again by a connection, or has records of its own.
const passingFacts: ReadonlySet<string> = new Set<keyof ChatState>([
  ...(["connection", "connectionError", "storage", "presence", "users"] as const),
  ...(["channels", "operations", "threadList"] as const),
]);
const passingOfChannel: ReadonlySet<string> = new Set<keyof ChannelState>([
  ...(["window", "outbox", "changes", "typing", "receipts", "online", "onlineCount"] as const),
  ...(["members", "threads", "threadId"] as const),
]);

/** Everything of the state that has no record of its own. */
export function toStoredFacts(state: ChatState): StoredRecord {
  return record(without(state, passingFacts));
}

/** A channel with its newest messages, if they are loaded and among those that are kept. */
export function toStoredChannel(entry: ChannelState, keepsMessages: boolean): StoredRecord {
  const { confirmed, status, hasNewer, hasOlder } = entry.window;
  const keeps = keepsMessages && status === "ready" && !hasNewer;
  const messages = keeps ? confirmed.slice(-storedMessages) : null;
  return record({
    ...without(entry, passingOfChannel),
    // Without its messages, a line goes on from where the channel's own facts stand.
    applied: messages === null ? (entry.channel?.position ?? null) : entry.applied,
    messages,
    hasOlder: hasOlder || confirmed.length > storedMessages,
  });
}

/** The change that takes a stored channel away, whichever version stored it. */
export function withoutStoredChannel(stored: unknown): RecordChange {
  const { value } = stored as { value: { cid: string } }; // `cid` has been in every version
  return { kind: "channels", key: value.cid, value: undefined };
}

/** The channels whose messages are stored: the most recently active. */
export function channelsWithMessages({ channels }: ChatState): ReadonlySet<string> {
  const entries = Object.values(channels).filter(({ window }) => window.status === "ready");
  if (entries.length <= storedWindows) return new Set(entries.map(({ cid }) => cid));
  const recent = entries.sort((one, other) => other.activeAt.getTime() - one.activeAt.getTime());
  return new Set(recent.slice(0, storedWindows).map(({ cid }) => cid));
}

/** Which tab an operation was made in, so that no other tab sends it while that one lives. */
export function toStoredOperation(operation: Operation, tab: string): StoredRecord {
  const { error } = operation;
  const plain = error === null ? null : { code: error.code, message: error.message };
  return record({ ...operation, error: plain, tab });
}

/** The operation of a record, and the tab it was made in. */
export function fromStoredOperation({ value }: StoredRecord): {
  operation: Operation;
  tab: string;
} {
  const { tab, error, ...rest } = value as StoredOperation; // written by the function above
  return {
    tab,
    operation: {
      ...rest,
      error:
        error !== null && isErrorCode(error.code) ? new ChatError(error.code, error.message) : null,
    },
  };
}

type StoredOperation = Omit<Operation, "error"> & {
  readonly tab: string;
  readonly error: { readonly code: string; readonly message: string } | null;
};

/** The state with what was stored in it. What is there already is newer and stays. */
export function restoreState(
  state: ChatState,
  facts: StoredRecord | undefined,
  channels: readonly StoredRecord[],
): ChatState {
  const restored: ChatState = { ...state, ...facts?.value };
  const known = channels
    .map(({ value }) => toEntry(value))
    .filter(({ cid }) => !state.channels[cid]);
  const withChannels = known.reduce(
    (next, entry) => changeChannel(next, entry.cid, () => entry),
    restored,
  );
  return applyUsers(withChannels, [
    ...known.flatMap(({ channel }) => (channel === null ? [] : usersOfChannel(channel))),
    ...known.flatMap(({ window }) => usersOfMessages(window.confirmed)),
  ]);
}

function toEntry(value: Record<string, unknown>): ChannelState {
  const { messages, hasOlder, ...rest } = value as StoredChannel; // written by `toStoredChannel`
  const entry = { ...emptyChannelState(rest.cid), ...rest };
  if (messages === null) return entry;
  const window = { ...emptyWindow, confirmed: messages, hasOlder, status: "ready" as const };
  return { ...entry, window };
}

type StoredChannel = Partial<ChannelState> & {
  readonly cid: string;
  readonly messages: ChannelState["window"]["confirmed"] | null;
  readonly hasOlder: boolean;
};

function record(value: Record<string, unknown>): StoredRecord {
  return { version: recordVersion, value };
}

function without(value: object, fields: ReadonlySet<string>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => !fields.has(key)));
}
