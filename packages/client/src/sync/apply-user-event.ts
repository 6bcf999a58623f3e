import { withSettings } from "../channels/channel-settings.ts";
import { mergeChannel } from "../channels/merge-channel.ts";
import { applyDraft } from "../drafts/draft-state.ts";
import { applyReminder, applyScheduled, removeScheduled } from "../timed/apply-timed.ts";
import { applyOwnVotes } from "../polls/apply-poll-event.ts";
import { withBlock } from "../moderation/apply-block.ts";
import { applyReadEvent } from "../read-state/apply-unread.ts";
import { changeChannel, changeKnownChannel, removeChannels } from "../store/change-channel.ts";
import type { ChatState } from "../store/state.ts";
import { changeThread } from "../threads/change-thread.ts";
import { readerIn } from "../threads/thread-operations.ts";
import { applyStanding } from "../threads/thread-unread.ts";
import type { UserEvent, UserSettings } from "../wire/entities.ts";

/** Applies a fact of the viewer's own line: what they belong to, and what they read elsewhere. Repeating changes nothing. */
export function applyUserEvent(state: ChatState, event: UserEvent): ChatState {
  const viewerId = state.me?.id ?? null;
  switch (event.type) {
    case "notification.channel_added":
      return changeChannel(state, event.channel.cid, (entry) =>
        mergeChannel(entry, event.channel, viewerId),
      );
    case "notification.channel_removed":
      return withoutMembership(state, event.cid);
    case "notification.space_added":
      return { ...state, spaces: { ...state.spaces, [event.space.id]: event.space } };
    case "notification.space_removed":
      return removeSpace(state, event.spaceId);
    case "notification.read":
      return changeKnownChannel(state, event.cid, (entry) =>
        applyReadEvent(entry, event, viewerId),
      );
    case "draft.updated":
    case "draft.deleted":
      return applyDraft(state, event.draft);
    case "scheduled.updated":
      return applyScheduled(state, event.scheduled);
    case "scheduled.deleted":
      return removeScheduled(state, event.scheduled.id);
    case "notification.reminder":
      return applyReminder(state, event.reminder);
    case "notification.voted":
      return applyOwnVotes(state, [event.vote]);
    case "notification.settings":
      return applySettings(state, event.settings);
    case "notification.flags":
      return { ...state, flags: { ...state.flags, [event.messageId]: event.flags } };
    case "notification.channel_settings":
      return changeKnownChannel(state, event.cid, (entry) => withSettings(entry, event.settings));
    case "user.banned":
      return event.ban.cid === null ? state : removeChannels(state, [event.ban.cid]);
    case "notification.block":
      return withBlock(state, event);
    case "notification.moderation":
    case "user.unbanned":
      return state;
    case "notification.thread_read":
    case "notification.thread_follow":
      return changeThread(
        state,
        { cid: event.standing.cid, rootId: event.standing.messageId },
        (thread) => applyStanding(thread, event.standing, readerIn(state, event.standing.cid)),
      );
    default:
      event satisfies never;
      return state;
  }
}

/** What the viewer does not show is not shown to them either: what was heard of it goes. */
function applySettings(state: ChatState, settings: UserSettings): ChatState {
  const { readReceipts, typing } = settings.privacy;
  if (readReceipts && typing) return { ...state, settings };
  const channels = Object.entries(state.channels).map(([cid, entry]) => {
    const kept = typing ? entry : { ...entry, typing: [] };
    return [cid, readReceipts ? kept : { ...kept, receipts: null }];
  });
  return { ...state, settings, channels: Object.fromEntries(channels) };
}

/** Forgets a space with all its channels. */
export function removeSpace(state: ChatState, spaceId: string): ChatState {
  const spaces = { ...state.spaces };
  delete spaces[spaceId];
  const spaceChannels = { ...state.spaceChannels };
  delete spaceChannels[spaceId];
  const cids = Object.values(state.channels)
    .filter(({ channel }) => channel?.spaceId === spaceId)
    .map(({ cid }) => cid);
  return removeChannels({ ...state, spaces, spaceChannels }, cids);
}

/** A channel the viewer left: one that members of its space can read stays in the list, without a membership. */
export function withoutMembership(state: ChatState, cid: string): ChatState {
  const channel = state.channels[cid]?.channel;
  if (!channel) return state;
  const stays =
    channel.visibility === "space" &&
    channel.spaceId !== null &&
    state.spaces[channel.spaceId] !== undefined;
  if (!stays) return removeChannels(state, [cid]);
  if (channel.membership === null) return state;
  return changeChannel(state, cid, (entry) => ({
    ...entry,
    stale: true,
    channel: { ...channel, membership: null, unread: { count: 0, mentions: 0 } },
  }));
}
