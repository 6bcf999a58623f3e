/**
 * The default limits, per app. Sizes in UTF-16 units where they say characters, else bytes;
 * times in the unit the name says. `GET /v1/limits` serves them.
 */
export const defaultLimits = {
  messageCharacters: 10_000,
  messageBytes: 65_536,
  customDataBytes: 16_384,
  mentionsPerMessage: 100,
  /** People of the groups `here` and `role:<role>` whose ids a message carries; of more it carries none. */
  mentionedIdsShown: 500,
  /** Mentions of one channel that can be marked read on their own. */
  readMentionsPerChannel: 200,
  reactionKindsPerMessage: 50,
  /** How often one person can give one kind of reaction to a message, where they can more than once. */
  reactionTimesPerUser: 50,
  pollOptions: 20,
  pollQuestionCharacters: 300,
  pollOptionCharacters: 100,
  draftsPerUser: 1_000,
  pinsPerChannel: 50,
  scheduledPerUser: 100,
  remindersPerUser: 500,
  bulkUsers: 100,
  importMessages: 100,
  membersPerCall: 100,
  pageSize: 50,
  pageSizeMax: 100,
  eventsPage: 1_000,
  searchCharacters: 512,
  searchChannels: 100,
  keptFilterCharacters: 8_192,
  /** Channels whose positions one sync takes. */
  syncChannels: 500,
  /** Missed events of one line above which a sync says to fetch it anew. */
  syncEventsPerLine: 1_000,
  /** Channels that one sync answer shows whole. */
  syncViews: 100,
  /** Days that events are kept in the log. */
  eventDays: 30,
  unreadMax: 9_999,
  /** How long an edit or a deletion can be taken back. */
  undoSeconds: 5,
  slowModeSecondsMax: 21_600,
  /** Members above which receipts are counts and typing is not sent. */
  receiptMembers: 100,
  /** Members above which a channel turns to room mode; it turns back below `feedMembers`. */
  roomMembers: 500,
  feedMembers: 450,
  /** Members above which presence is a count. */
  presenceMembers: 1_000,
  /** Members above which a channel is a crowd: no receipts, batched delivery, slow mode is suggested. */
  crowdMembers: 10_000,
  sendsPerSecondPerUser: 5,
  sendBurstPerUser: 10,
  requestsPerSecondFromUsers: 100,
  requestsPerSecondPerUser: 50,
  requestsPerSecondWithServerKey: 1_000,
  requestsPerSecondPerKey: 1_000,
  requestsPerSecondPerAddress: 20,
  devicesPerUser: 50,
  /** How long a device without a connection counts as it said. */
  presenceDeclaredSeconds: 90,
  typingEverySeconds: 3,
  typingExpiresSeconds: 8,
  realtimePingSeconds: 25,
} as const;

export type Limits = { readonly [Name in keyof typeof defaultLimits]: number };

/**
 * The limits that the platform's admin may set for one app, each with the least and the most it may be. The others hold for
 * the whole server, or are known to clients without asking.
 */
export const appLimitBounds = {
  messageCharacters: [1, defaultLimits.messageCharacters],
  messageBytes: [1_024, defaultLimits.messageBytes],
  mentionsPerMessage: [0, defaultLimits.mentionsPerMessage],
  reactionKindsPerMessage: [1, 200],
  reactionTimesPerUser: [1, defaultLimits.reactionTimesPerUser],
  pollOptions: [2, defaultLimits.pollOptions],
  draftsPerUser: [1, 10_000],
  pinsPerChannel: [1, 500],
  scheduledPerUser: [1, 1_000],
  remindersPerUser: [1, 5_000],
  receiptMembers: [1, 1_000],
  roomMembers: [2, 1_000],
  feedMembers: [1, 1_000],
  presenceMembers: [1, 10_000],
  crowdMembers: [2, 100_000],
  devicesPerUser: [1, 500],
  sendsPerSecondPerUser: [1, 1_000_000],
  sendBurstPerUser: [1, 1_000_000],
  requestsPerSecondFromUsers: [1, 1_000_000],
  requestsPerSecondPerUser: [1, 1_000_000],
  requestsPerSecondWithServerKey: [1, 1_000_000],
  requestsPerSecondPerKey: [1, 1_000_000],
  requestsPerSecondPerAddress: [1, 1_000_000],
} as const satisfies { readonly [Name in keyof Limits]?: readonly [least: number, most: number] };
export type AppLimitName = keyof typeof appLimitBounds;

/** Whether a limit can be set for one app. */
export function isAppLimit(name: string): name is AppLimitName {
  return Object.hasOwn(appLimitBounds, name);
}
