import { normalizeReaction } from "@natter/contract/reaction-type";
import { defaultSettings } from "@natter/contract/channel-visibility";
import { listAll } from "../api/list-all.ts";
import { anySignal } from "../api/any-signal.ts";
import type { CallOptions } from "../api/api-types.ts";
import { asChatError } from "../api/read-error.ts";
import { untilAborted } from "../api/until-aborted.ts";
import type { Engine } from "../engine.ts";
import type { MemberActions } from "../members/member-actions.ts";
import type { MessageActions } from "../messages/message-actions.ts";
import { sendMessage } from "../messages/send-message.ts";
import { createTakeBackActions } from "../messages/take-back.ts";
import type { WindowActions } from "../messages/window-actions.ts";
import type { Outbox } from "../outbox/outbox.ts";
import { createCommandActions } from "../commands/command-actions.ts";
import { createDraftActions } from "../drafts/draft-actions.ts";
import { pinMessage, unpinMessage } from "../pins/pin-operations.ts";
import { createPollActions } from "../polls/poll-actions.ts";
import { markMention } from "../read-state/mark-mention.ts";
import type { ReadStateActions } from "../read-state/read-state-actions.ts";
import type { Watches } from "../sync/watches.ts";
import type { Threads } from "../threads/thread-actions.ts";
import type { TypingActions } from "../typing/typing-actions.ts";
import { withoutMembership } from "../sync/apply-user-event.ts";
import { addReaction, reactionOf, removeReaction } from "../reactions/reaction-operations.ts";
import { removeChannels } from "../store/change-channel.ts";
import type { Channel, Message } from "../wire/entities.ts";
import { storeChannel } from "./channel-list-actions.ts";
import { changeSettings } from "./change-settings.ts";
import { starMessage } from "../bookmarks/star-message.ts";
import type { ChannelHandle } from "./channel-handle.ts";

/** The parts of a client that act on channels. */
export type ChannelParts = {
  readonly engine: Engine;
  readonly loadMe: () => Promise<void>;
  readonly watches: Watches;
  readonly outbox: Outbox;
  readonly messages: MessageActions;
  readonly window: WindowActions;
  readonly readState: ReadStateActions;
  readonly typing: TypingActions;
  readonly members: MemberActions;
  readonly threads: Threads;
};

/** Everything that can be done in one channel, by the parts that do it. */
export function createChannelHandle(parts: ChannelParts, cid: string): ChannelHandle {
  const { outbox, messages, window, readState, typing, watches } = parts;
  const drafts = createDraftActions(parts, cid);
  return {
    cid,
    watch: (options) =>
      untilAborted(
        () => watches.watch(cid),
        options,
        () => watches.unwatch(cid),
      ),
    unwatch: () => watches.unwatch(cid),
    send(input) {
      typing.stopTyping(cid);
      const { id, done } = outbox.add(sendMessage, { ...input, cid });
      drafts.clearDraft(input.threadId);
      return { clientId: id, done };
    },
    retry: (clientId) => outbox.retry(clientId) as Promise<Message>, // a client id is a message's
    cancel: (clientId) => outbox.cancel(clientId),
    edit: (messageId, edit) => messages.edit(cid, messageId, edit),
    delete: (messageId) => messages.delete(cid, messageId),
    ...createTakeBackActions(parts.engine),
    thread: (messageId) => parts.threads.handle(cid, messageId),
    react: (messageId, reaction) =>
      outbox.add(addReaction, reactionOf(parts.engine, { cid, messageId, reaction })).done,
    unreact: (messageId, reaction) =>
      outbox.add(removeReaction, {
        cid,
        messageId,
        reaction: normalizeReaction(reaction) ?? reaction,
      }).done,
    loadOlder: (options) => untilAborted(() => window.loadOlder(cid), options),
    loadNewer: (options) => untilAborted(() => window.loadNewer(cid), options),
    jumpTo: (messageId, options) => untilAborted(() => window.jumpTo(cid, messageId), options),
    jumpToSeq: (seq, options) => untilAborted(() => window.jumpToSeq(cid, seq), options),
    jumpToLatest: (options) => untilAborted(() => window.jumpToLatest(cid), options),
    forget: (end, most) => window.forget(cid, end, most),
    markRead: (seq) => readState.markRead(cid, seq),
    markUnread: (seq) => readState.markUnread(cid, seq),
    star: (messageId) => outbox.add(starMessage, { cid, messageId, starred: true }).done,
    unstar: (messageId) => outbox.add(starMessage, { cid, messageId, starred: false }).done,
    async markMentionRead(messageId) {
      const entry = parts.engine.store.getState().channels[cid];
      const seq = entry?.window.confirmed.find(({ id }) => id === messageId)?.seq ?? 0;
      await outbox.add(markMention, { cid, messageId, seq }).done;
    },
    typing: () => typing.typing(cid),
    stopTyping: () => typing.stopTyping(cid),
    async updateSettings(input) {
      const before = parts.engine.store.getState().channels[cid]?.channel?.settings;
      const operation = { cid, change: input, before: before ?? defaultSettings };
      return (await outbox.add(changeSettings, operation).done).settings;
    },
    ...drafts,
    ...createPollActions(parts, cid),
    ...pins(parts, cid),
    ...createCommandActions(parts.engine, cid),
    ...membership(parts, cid),
    ...members(parts, cid),
  };
}

function pins({ engine, outbox }: ChannelParts, cid: string) {
  return {
    pin: (messageId: string, options: { readonly expiresInSeconds?: number } = {}) =>
      outbox.add(pinMessage, { cid, messageId, ...options }).done,
    unpin: (messageId: string) => outbox.add(unpinMessage, { cid, messageId }).done,
    listPins: ({ signal: own }: CallOptions = {}) =>
      listAll((query) => {
        const signal = anySignal(engine.signal, own);
        return engine.api("pins.list", { params: { cid }, query }, { signal });
      }),
  };
}

function membership({ engine, loadMe, watches }: ChannelParts, cid: string) {
  const params = { cid };

  async function stored(call: () => Promise<{ readonly channel: Channel }>): Promise<Channel> {
    try {
      await loadMe();
      return storeChannel(engine, (await call()).channel);
    } catch (thrown) {
      throw asChatError(thrown);
    }
  }

  return {
    async join() {
      const channel = await stored(() => engine.api("channels.join", { params }, engine));
      // A member hears the channel on another stream than a reader.
      if (watches.isWatched(cid)) await watches.resync(cid);
      return channel;
    },
    async leave() {
      await loadMe();
      const userId = engine.store.getState().me?.id ?? "";
      await engine.api("members.remove", { params: { cid, userId } }, engine);
      engine.store.update((state) => withoutMembership(state, cid));
    },
    update: (input: Parameters<ChannelHandle["update"]>[0]) =>
      stored(() => engine.api("channels.update", { params, body: input }, engine)),
    async truncate(input: Parameters<ChannelHandle["truncate"]>[0] = {}) {
      const channel = await stored(() =>
        engine.api("channels.truncate", { params, body: input }, engine),
      );
      // What was loaded is void: the line has begun anew.
      if (watches.isWatched(cid)) await watches.resync(cid);
      return channel;
    },
    transfer: (userId: string) =>
      stored(() => engine.api("members.transfer", { params, body: { userId } }, engine)),
    async deleteChannel() {
      await engine.api("channels.delete", { params }, engine);
      engine.store.update((state) => removeChannels(state, [cid]));
    },
    async messageReceipts(messageId: string, { signal: own }: CallOptions = {}) {
      const { items } = await engine.api(
        "readState.messageReceipts",
        { params: { messageId } },
        { signal: anySignal(engine.signal, own) },
      );
      return items;
    },
  };
}

function members({ engine, members: list }: ChannelParts, cid: string) {
  return {
    loadMembers: (options?: CallOptions) => untilAborted(() => list.load(cid), options),
    async addMembers(userIds: readonly string[]) {
      const body = { userIds: [...userIds] };
      await engine.api("members.add", { params: { cid }, body }, engine);
    },
    async updateMember(userId: string, role: Parameters<ChannelHandle["updateMember"]>[1]) {
      await engine.api("members.update", { params: { cid, userId }, body: { role } }, engine);
    },
    async removeMember(userId: string) {
      await engine.api("members.remove", { params: { cid, userId } }, engine);
    },
  };
}
