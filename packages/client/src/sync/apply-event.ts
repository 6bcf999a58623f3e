import { applyTruncated } from "../channels/apply-truncated.ts";
import { applyChannelEvent } from "../channels/apply-channel-event.ts";
import { applyDegraded } from "../channels/apply-degraded.ts";
import { applyMemberEvent } from "../members/apply-member-event.ts";
import { applyMessageEvent } from "../messages/apply-message-event.ts";
import { applyPollEvent } from "../polls/apply-poll-event.ts";
import { applyReactionEvent } from "../reactions/apply-reaction-event.ts";
import { settleUnread } from "../read-state/apply-unread.ts";
import type { ChannelState } from "../store/state.ts";
import { applyThreadEvent } from "../threads/apply-thread-event.ts";
import { applyToThreads } from "../threads/apply-to-threads.ts";
import type { ChannelEvent, ChatEventOf } from "../wire/entities.ts";

/** The events of a channel's line that change its state; `channel.deleted` ends it instead. */
export type AppliedEvent = Exclude<ChannelEvent, ChatEventOf<"channel.deleted">>;

/**
 * Applies one event of a channel's line and notes how far the line is applied.
 * An event that is held already, by a fetch or an earlier application, changes nothing.
 */
export function applyEvent(
  entry: ChannelState,
  event: AppliedEvent,
  viewerId: string | null,
): ChannelState {
  const apply = (into: ChannelState) => applyByNoun(into, event, viewerId);
  const here = applyToThreads(apply(entry), event, { apply: ofMessages(event, apply), viewerId });
  const applied = noteApplied(here, event);
  return event.type.startsWith("message.") ? settleUnread(applied, viewerId) : applied;
}

/** Threads take in what concerns messages; the rest is the channel's alone. */
function ofMessages(event: AppliedEvent, apply: (entry: ChannelState) => ChannelState) {
  return /^(member|channel)\./.test(event.type) ? (entry: ChannelState) => entry : apply;
}

function applyByNoun(
  entry: ChannelState,
  event: AppliedEvent,
  viewerId: string | null,
): ChannelState {
  switch (event.type) {
    case "message.new":
    case "message.updated":
    case "message.deleted":
    case "message.undeleted":
      return applyMessageEvent(entry, event, viewerId);
    case "thread.updated":
      return applyThreadEvent(entry, event);
    case "reaction.new":
    case "reaction.deleted":
      return applyReactionEvent(entry, event);
    case "poll.updated":
    case "poll.closed":
    case "poll.vote_casted":
    case "poll.vote_removed":
      return applyPollEvent(entry, event);
    case "member.added":
    case "member.updated":
    case "member.removed":
      return applyMemberEvent(entry, event, viewerId);
    case "channel.updated":
    case "channel.frozen":
    case "channel.unfrozen":
      return applyChannelEvent(entry, event);
    case "channel.truncated":
      return applyTruncated(entry, event);
    case "channel.degraded":
    case "channel.restored":
      return applyDegraded(entry, event);
    case "channel.noop":
      return entry;
    default:
      // A newer server may tell of things this client does not know: their number is noted all the same.
      event satisfies never;
      return entry;
  }
}

function noteApplied(entry: ChannelState, { epoch, eventSeq }: AppliedEvent): ChannelState {
  const { channel, applied } = entry;
  const isFurther = applied === null || applied.epoch !== epoch || eventSeq > applied.eventSeq;
  return {
    ...entry,
    applied: isFurther ? { epoch, eventSeq } : applied,
    unreadAsOf: Math.max(entry.unreadAsOf, eventSeq),
    channel:
      channel === null || eventSeq <= channel.position.eventSeq
        ? channel
        : { ...channel, position: { epoch, eventSeq } },
  };
}
