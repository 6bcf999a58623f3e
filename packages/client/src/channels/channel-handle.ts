import type { CallOptions, RouteAnswer, RouteBody } from "../api/api-types.ts";
import type { CommandActions } from "../commands/command-actions.ts";
import type { MentionGroup } from "@natter/contract";
import type { ThreadHandle } from "../threads/thread-handle.ts";
import type { DraftActions } from "../drafts/draft-actions.ts";
import type { PollActions } from "../polls/poll-actions.ts";
import type { MessageEdit } from "../store/state.ts";
import type { Channel, ChannelSettings, Message, MessageFlags } from "../wire/entities.ts";

export type SendInput = {
  readonly text: string;
  readonly quoteId?: string;
  readonly mentions?: readonly string[];
  /** `channel`, `here`, `role:<role>`. */
  readonly mentionGroups?: readonly MentionGroup[];
  readonly custom?: Message["custom"];
  /** Asks for a vote; `text` is then what shows where no poll does, and may be the question. */
  readonly poll?: RouteBody<"messages.send">["poll"];
  /** Forwards a message of any channel; `text` stays empty. */
  readonly forwardId?: string;
  /** It disappears so long after it was sent, for everybody. */
  readonly expiresInSeconds?: number;
  /** The message it replies to; with `alsoInChannel` the reply shows in the channel too. */
  readonly threadId?: string;
  readonly alsoInChannel?: boolean;
};

/** `done` answers the confirmed message, or throws the ChatError of a failed send. It may be left alone. */
export type Sending = { readonly clientId: string; readonly done: Promise<Message> };

/**
 * What can be done in one channel. What only fetches takes an `AbortSignal` and rejects with its reason; what changes something
 * is queued, and a send is taken back by `cancel`. State is read from `store.getState().channels[cid]`.
 * Methods that change something show it at once; when the server refuses, they take it back and throw a ChatError.
 */
export type ChannelHandle = CommandActions &
  DraftActions &
  PollActions & {
    readonly cid: string;
    /**
     * Opens the channel: follows its streams, loads the newest messages. Each call needs one `unwatch`; aborting the signal,
     * at whatever time, is one too, and rejects what is still waited for with its reason.
     */
    watch(options?: CallOptions): Promise<void>;
    unwatch(): void;

    send(input: SendInput): Sending;
    /** Sends a failed message again, with the same client id. */
    retry(clientId: string): Promise<Message>;
    /** Drops a queued or failed message; false when it is just being sent or is not there. */
    cancel(clientId: string): boolean;
    edit(messageId: string, edit: MessageEdit): Promise<Message>;
    delete(messageId: string): Promise<Message>;
    /** Takes the viewer's deletion or edit back, within five seconds. */
    undelete(messageId: string): Promise<Message>;
    undoEdit(messageId: string): Promise<Message>;
    /** The thread under a message; the same handle for the same message. */
    thread(messageId: string): ThreadHandle;
    /** An emoji or a shortcode. What else it does to the viewer's reactions, the channel's mode says; `multiple` adds one. */
    react(messageId: string, reaction: string): Promise<Message>;
    unreact(messageId: string, reaction: string): Promise<Message>;
    /** Pins a message for everybody in the channel, for good or for a time. */
    pin(messageId: string, options?: { readonly expiresInSeconds: number }): Promise<Message>;
    unpin(messageId: string): Promise<Message>;
    /** The pinned messages, the latest pin first. */
    listPins(options?: CallOptions): Promise<readonly Message[]>;

    loadOlder(options?: CallOptions): Promise<void>;
    loadNewer(options?: CallOptions): Promise<void>;
    /** Shows the history around a message. */
    jumpTo(messageId: string, options?: CallOptions): Promise<void>;
    /** Shows the history around a message seq, whether or not that message is still there. */
    jumpToSeq(seq: number, options?: CallOptions): Promise<void>;
    /** Shows the newest messages; a channel that could not be opened is opened again. */
    jumpToLatest(options?: CallOptions): Promise<void>;
    /** Lets go of loaded messages that are more than `most`, at the end that is far from the reader. */
    forget(end: "older" | "newer", most: number): void;

    /** Call freely: at most one request a second leaves, and the mark never goes down. Without a seq: everything. */
    markRead(seq?: number): void;
    /** Makes the message with this seq the first unread one. Do not call `markRead` for it until the user returns. */
    markUnread(seq: number): Promise<void>;
    /** Call on each keystroke: the others are told at most once in a few seconds. */
    typing(): void;
    stopTyping(): void;

    join(): Promise<Channel>;
    leave(): Promise<void>;
    update(input: RouteBody<"channels.update">): Promise<Channel>;
    deleteChannel(): Promise<void>;
    /** Removes the channel's messages for everybody: all, or those before one. */
    truncate(input?: RouteBody<"channels.truncate">): Promise<Channel>;
    /** Hands the channel over to another member; the owner becomes an admin. */
    transfer(userId: string): Promise<Channel>;
    /** Hides, archives, pins or mutes the channel for the viewer alone, or chooses what it notifies of. Shows at once. */
    updateSettings(input: RouteBody<"channels.settings">): Promise<ChannelSettings>;
    /** Loads the first, then each next page of members into `members` of the channel's state. */
    loadMembers(options?: CallOptions): Promise<void>;
    addMembers(userIds: readonly string[]): Promise<void>;
    updateMember(userId: string, role: RouteBody<"members.update">["role"]): Promise<void>;
    removeMember(userId: string): Promise<void>;
    /** Stars a message for the viewer alone, or takes the star away. Shows at once, on every device. */
    star(messageId: string): Promise<MessageFlags>;
    unstar(messageId: string): Promise<MessageFlags>;
    /** Marks one mention read; the message stays as unread as it was. Shows at once. */
    markMentionRead(messageId: string): Promise<void>;
    /** Who received and read one message, and when. */
    messageReceipts(
      messageId: string,
      options?: CallOptions,
    ): Promise<RouteAnswer<"readState.messageReceipts">["items"]>;
  };
