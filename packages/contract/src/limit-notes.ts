import type { Limits } from "./limits.ts";

export type LimitNote = {
  /** What the number counts. */
  readonly unit: string;
  /** What happens at it, in a sentence for people. */
  readonly what: string;
};

const refused = (what: string): string => `${what} More is refused.`;

/** What every limit counts and does. A test finds the ones that are missing. */
export const limitNotes: { readonly [Name in keyof Limits]?: LimitNote } = {
  messageCharacters: { unit: "characters", what: refused("Of a message's text.") },
  messageBytes: { unit: "bytes", what: refused("Of a whole message.") },
  customDataBytes: { unit: "bytes", what: refused("Of custom data.") },
  mentionsPerMessage: { unit: "users", what: refused("Mentioned by name in one message.") },
  mentionedIdsShown: {
    unit: "users",
    what: "A message to a group shows whom it reached up to this many.",
  },
  readMentionsPerChannel: {
    unit: "mentions",
    what: "Of one channel that can be marked read on their own.",
  },
  reactionKindsPerMessage: { unit: "kinds", what: refused("Kinds of reaction to one message.") },
  reactionTimesPerUser: {
    unit: "times",
    what: refused("One person gives one kind of reaction to a message."),
  },
  pollOptions: { unit: "options", what: refused("In one poll.") },
  pollQuestionCharacters: { unit: "characters", what: refused("Of a poll's question.") },
  pollOptionCharacters: { unit: "characters", what: refused("Of a poll's option.") },
  draftsPerUser: { unit: "drafts", what: refused("Kept for one user.") },
  pinsPerChannel: { unit: "messages", what: refused("Pinned in one channel.") },
  scheduledPerUser: { unit: "messages", what: refused("Scheduled by one user and not yet sent.") },
  remindersPerUser: { unit: "reminders", what: refused("Set by one user and not yet due.") },
  bulkUsers: { unit: "users", what: refused("Registered, deactivated or deleted in one call.") },
  importMessages: { unit: "messages", what: refused("Imported in one call.") },
  membersPerCall: { unit: "users", what: refused("Added to a channel in one call.") },
  pageSize: { unit: "items", what: "A page of a list, when the call does not say." },
  pageSizeMax: { unit: "items", what: refused("A page of a list.") },
  eventsPage: { unit: "events", what: refused("A page of a channel's events.") },
  searchCharacters: { unit: "characters", what: refused("Of a search.") },
  searchChannels: { unit: "channels", what: refused("Named in one search.") },
  keptFilterCharacters: {
    unit: "characters",
    what: refused("Of a filter that is kept under a name."),
  },
  syncChannels: { unit: "channels", what: refused("Positions that one sync takes.") },
  syncEventsPerLine: {
    unit: "events",
    what: "Missed events of one line above which a sync says to fetch it anew.",
  },
  syncViews: { unit: "channels", what: "Shown whole in one sync; the others follow." },
  eventDays: { unit: "days", what: "Events are kept for those who were away." },
  unreadMax: { unit: "messages", what: "Unread counts are exact up to it." },
  undoSeconds: { unit: "seconds", what: "An edit or a deletion can be taken back." },
  slowModeSecondsMax: { unit: "seconds", what: refused("A channel's slow mode.") },
  receiptMembers: {
    unit: "members",
    what: "Of a channel, above which receipts are counts and typing is not told.",
  },
  roomMembers: {
    unit: "members",
    what: "Of a channel, above which its events come by the channel and no longer by each one's own feed.",
  },
  feedMembers: { unit: "members", what: "Of a channel, below which that turns back." },
  presenceMembers: { unit: "members", what: "Of a channel, above which presence is a count." },
  crowdMembers: {
    unit: "members",
    what: "Of a channel, above which livestream rules hold: no receipts, no list of who is there.",
  },
  sendsPerSecondPerUser: { unit: "messages a second", what: "One user sends, in the long run." },
  sendBurstPerUser: { unit: "messages", what: "One user sends at once." },
  requestsPerSecondFromUsers: {
    unit: "cost a second",
    what: "All users of an app together, twice as much at once. Most requests cost 1.",
  },
  requestsPerSecondPerUser: {
    unit: "cost a second",
    what: "One user, three times as much at once.",
  },
  requestsPerSecondWithServerKey: {
    unit: "cost a second",
    what: "All server keys of an app together, twice as much at once.",
  },
  requestsPerSecondPerKey: {
    unit: "cost a second",
    what: "One server key, twice as much at once.",
  },
  requestsPerSecondPerAddress: {
    unit: "cost a second",
    what: "One network address without a user, log-ins too; three times as much at once.",
  },
  devicesPerUser: { unit: "devices", what: "Of one user; the one unseen longest is forgotten." },
  presenceDeclaredSeconds: {
    unit: "seconds",
    what: "A device without a connection counts as it said.",
  },
  typingEverySeconds: { unit: "seconds", what: "Typing is told at most once in this time." },
  typingExpiresSeconds: { unit: "seconds", what: "After it, who was typing no longer is." },
  realtimePingSeconds: { unit: "seconds", what: "Between pings of a realtime connection." },
};
