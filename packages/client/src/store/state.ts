import type { ReactionMode } from "@natter/contract";
import type { MentionGroup } from "@natter/contract";
import type { ChatError } from "@natter/contract/chat-error";
import type { UnreadEstimate } from "../read-state/estimate.ts";
import type { Operation } from "../outbox/operation.ts";
import type { ThreadList, ThreadState } from "../threads/thread-state.ts";
import type {
  Channel,
  Member,
  Message,
  MessageFlags,
  MessageKind,
  Draft,
  OwnVote,
  Pinned,
  Reminder,
  Scheduled,
  Presence,
  Receipt,
  Space,
  User,
  UserSettings,
  UserSummary,
} from "../wire/entities.ts";

/**
 * `idle`: connect was not called, or disconnect was. `connecting`: the first time. `reconnecting`: lost, coming back.
 * `offline`: not back for a while, still trying. `unauthorized`: no good token; connect again after signing in.
 * `too-old`: the server serves this version of the SDK no more; nothing is tried until `connect`. Ask for an update.
 */
export type ConnectionStatus =
  | "idle"
  | "connecting"
  | "online"
  | "reconnecting"
  | "offline"
  | "unauthorized"
  | "too-old";

/**
 * What is kept on the device. `none`: nothing was asked to be. `opening`: not read yet. `ready`: everything.
 * `outbox-only`: there was no more room for anything but what is not sent yet. `memory`: nothing; a reload loses what is
 * not sent. Tell the user of the last two.
 */
export type StorageStatus = "none" | "opening" | "ready" | "outbox-only" | "memory";

/** How a piece of fetched state stands. With `error`, what was loaded before is still there. */
export type LoadStatus = "idle" | "loading" | "ready" | "error";

/** Everything the client knows. Never changed in place: what did not change is the same object as before. */
export type ChatState = {
  readonly connection: ConnectionStatus;
  readonly connectionError: ChatError | null;
  readonly me: User | null;
  readonly users: Readonly<Record<string, UserSummary>>;
  readonly presence: Readonly<Record<string, Presence>>;
  readonly spaces: Readonly<Record<string, Space>>;
  readonly spacesStatus: LoadStatus;
  /** By cid: the channels of the viewer, those of opened spaces, and those being watched. */
  readonly channels: Readonly<Record<string, ChannelState>>;
  readonly channelsStatus: LoadStatus;
  /** By space: whether its channels were loaded. */
  readonly spaceChannels: Readonly<Record<string, LoadStatus>>;
  /** The threads that the viewer follows. */
  readonly threadList: ThreadList;
  /** The viewer's own settings; null until they are loaded. */
  readonly settings: UserSettings | null;
  /** Whom the viewer muted and blocked, by id, once `people.loadBlocks` fetched it and as it changes on any device. */
  readonly muted: readonly string[];
  readonly blocked: readonly string[];
  /** What the viewer began to write, by `cid` or `cid threadId`. One without a text was sent or thrown away. */
  readonly drafts: Readonly<Record<string, DraftState>>;
  /** The viewer's messages that are to be sent later, by id, as far as they were loaded or heard of. */
  readonly scheduled: Readonly<Record<string, Scheduled>>;
  /** Reminders whose time has come, until they are dismissed. */
  readonly dueReminders: readonly Reminder[];
  /** What the viewer chose in polls, by message id, as far as it is known. */
  readonly votes: Readonly<Record<string, OwnVote>>;
  /** The viewer's own flags of messages, by message id, as far as they are known. */
  readonly flags: Readonly<Record<string, MessageFlags>>;
  readonly storage: StorageStatus;
  /** Where the last sync ended; null before the first. */
  readonly syncCursor: string | null;
  /** What the viewer did and the server has not confirmed, in the order it was done. */
  readonly operations: readonly Operation[];
};

/** A message that the viewer began to write; null text: it ended. */
export type DraftState = Omit<Draft, "text"> & { readonly text: string | null };

export type ChannelState = {
  readonly cid: string;
  /** Null while a watched channel is not fetched yet, or when it cannot be read (see `window.error`). */
  readonly channel: Channel | null;
  readonly window: MessageWindow;
  /** Own messages the server has not confirmed, in the order of sending. */
  readonly outbox: readonly PendingMessage[];
  /** Own changes to confirmed messages that the server has not confirmed. */
  readonly changes: readonly PendingChange[];
  /** Who is typing, without the viewer, in the order they began. */
  readonly typing: readonly UserSummary[];
  /** Threads that are open, by the root's id. */
  readonly threads: Readonly<Record<string, ThreadState>>;
  /** The root of the thread that this is the window of; null for a channel's own. */
  readonly threadId: string | null;
  /** How far the others have received and read, by user; null when not loaded or the channel is too large. */
  readonly receipts: Readonly<Record<string, Receipt>> | null;
  /** Ids of who is online; null when not watched or above the size where presence is a count. */
  readonly online: readonly string[] | null;
  readonly onlineCount: number;
  readonly members: MemberList;
  /** The channel's line as far as it was applied; null while it is not followed. */
  readonly applied: AppliedPosition | null;
  /** The event number as of which `channel.unread` is counted. */
  readonly unreadAsOf: number;
  /** What `channel` shows beyond what is known of it: of newer messages in a large channel the viewer was only told. */
  readonly estimate: UnreadEstimate | null;
  /** Whether something changed that only the server can tell exactly: the channel is about to be fetched again. */
  readonly stale: boolean;
  /** When something last happened, for sorting lists. */
  readonly activeAt: Date;
};

export type AppliedPosition = { readonly epoch: string; readonly eventSeq: number };

/** A stretch of a channel's history: confirmed messages by `seq`, then the viewer's own pending ones. */
export type MessageWindow = {
  /** What to show. Each keeps its `key` for life. Pending ones are here only when the window reaches the newest. */
  readonly items: readonly ChatMessage[];
  /** What the server said, without the viewer's unconfirmed changes. */
  readonly confirmed: readonly SentMessage[];
  readonly hasOlder: boolean;
  readonly hasNewer: boolean;
  readonly status: LoadStatus;
  readonly loadingOlder: boolean;
  readonly loadingNewer: boolean;
  readonly error: ChatError | null;
};

type Delivery = {
  /** Stable from the first optimistic showing on: use it as the React key. */
  readonly key: string;
};

/** A message the server has. `pendingChange` tells that an edit, delete or reaction of it is on its way. */
export type SentMessage = Message &
  Delivery & { readonly state: "sent"; readonly pendingChange: boolean; readonly error: null };

/** An own message on its way. It has no id, seq or version yet; its key is its client id. */
export type PendingMessage = Omit<Message, "id" | "seq" | "version" | "clientId" | "kind"> &
  Delivery & {
    readonly id: null;
    readonly seq: null;
    readonly version: null;
    readonly clientId: string;
    readonly kind: MessageKind;
    readonly state: "queued" | "sending" | "failed";
    readonly pendingChange: false;
    /** Why it failed, or why the last try did. */
    readonly error: ChatError | null;
  };

/** What a message list shows; `state` tells the two apart. */
export type ChatMessage = SentMessage | PendingMessage;

/** An edit, delete or reaction that is shown before the server confirmed it. */
export type PendingChange = { readonly changeId: string; readonly messageId: string } & (
  | { readonly type: "edit"; readonly edit: MessageEdit; readonly at: Date }
  | { readonly type: "delete"; readonly at: Date }
  | {
      readonly type: "react" | "unreact";
      readonly reaction: string;
      readonly userId: string;
      readonly mode?: ReactionMode;
      readonly times?: number;
    }
  | { readonly type: "reply"; readonly user: UserSummary | null; readonly at: Date }
  | {
      readonly type: "pin";
      readonly pinned: Pinned | null;
    }
  | {
      readonly type: "vote";
      readonly userId: string;
      readonly before: readonly string[];
      readonly after: readonly string[];
    }
);

export type MessageEdit = {
  readonly text?: string;
  readonly mentions?: readonly string[];
  readonly mentionGroups?: readonly MentionGroup[];
  readonly custom?: Message["custom"];
};

export type MemberList = {
  readonly items: readonly Member[];
  readonly status: LoadStatus;
  readonly hasMore: boolean;
};
