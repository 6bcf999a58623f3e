import type { AppId } from "@natter/contract";
import type { Limits } from "@natter/contract/limits";
import type { LanguageModel } from "../adapters/language-model/port.ts";
import type { Processes } from "../adapters/processes/port.ts";
import type { Gate } from "../adapters/realtime/port.ts";
import type { Engine, PresenceView } from "../core/engine.ts";
import type { Feature } from "../core/feature.ts";
import type { PublishedEvent } from "../core/relay.ts";
import type { Screen } from "../core/screening.ts";
import { createViewEvents, type ViewEvents } from "../core/view-events.ts";
import type { Authenticator } from "../http/authenticate.ts";
import { accountsFeature } from "./accounts/feature.ts";
import { createAppEraser } from "./apps/erase-app.ts";
import { appsFeature } from "./apps/feature.ts";
import { channelsFeature } from "./channels/feature.ts";
import { createChannelResizer } from "./channels/public.ts";
import { auditFeature } from "./audit/feature.ts";
import { createBanEnder } from "./bans/end-bans.ts";
import { bansFeature } from "./bans/feature.ts";
import { bookmarksFeature } from "./bookmarks/feature.ts";
import { blocksFeature } from "./blocks/feature.ts";
import { channelTypesFeature } from "./channel-types/feature.ts";
import { erasureFeature } from "./erasure/feature.ts";
import { createUserEraser } from "./erasure/user-eraser.ts";
import { commandsFeature, type RunRoute } from "./commands/feature.ts";
import { draftsFeature } from "./drafts/feature.ts";
import { createEventPruner, type EventPruner } from "./events/public.ts";
import { eventsFeature } from "./events/feature.ts";
import { guestsFeature } from "./guests/feature.ts";
import { limitsFeature } from "./limits/feature.ts";
import { membersFeature } from "./members/feature.ts";
import { messagesFeature } from "./messages/feature.ts";
import { purgeDeletedMessage } from "./messages/purge-deleted.ts";
import { expireMessage } from "./messages/expire-message.ts";
import { expirePin } from "./pins/change-pin.ts";
import { pinsFeature } from "./pins/feature.ts";
import { closeDuePoll } from "./polls/close-poll.ts";
import { pollsFeature } from "./polls/feature.ts";
import { moderationFeature } from "./moderation/feature.ts";
import { createJudges, createScreen } from "./moderation/moderator.ts";
import { createRuleCache } from "./moderation/rule-cache.ts";
import { presenceFeature } from "./presence/feature.ts";
import { createPresenceBoard } from "./presence/presence-board.ts";
import { reactionsFeature } from "./reactions/feature.ts";
import { readStateFeature } from "./read-state/feature.ts";
import { createReceiptTeller } from "./read-state/receipt-teller.ts";
import { createAudiences } from "./realtime/audiences.ts";
import { createFanOut } from "./realtime/fan-out.ts";
import { realtimeFeature } from "./realtime/feature.ts";
import { createRoomTicker } from "./realtime/room-ticker.ts";
import { createSessionGate } from "./realtime/session-gate.ts";
import { userReportsFeature } from "./user-reports/feature.ts";
import { countAppeals } from "./user-reports/public.ts";
import { searchFeature } from "./search/feature.ts";
import { settingsFeature } from "./settings/feature.ts";
import { channelQueriesFeature } from "./channel-queries/feature.ts";
import { spacesFeature } from "./spaces/feature.ts";
import { syncFeature } from "./sync/feature.ts";
import { tokensFeature } from "./tokens/feature.ts";
import { threadsFeature } from "./threads/feature.ts";
import { tellReminder } from "./reminders/change-reminder.ts";
import { remindersFeature } from "./reminders/feature.ts";
import { scheduledFeature } from "./scheduled/feature.ts";
import { sendDue } from "./scheduled/send-scheduled.ts";
import { createTimerRunner, type TimerRunner } from "./timers/public.ts";
import { typingFeature } from "./typing/feature.ts";
import { createTypingBoard } from "./typing/typing-board.ts";
import { unreadFeature } from "./unread/feature.ts";
import { usersFeature } from "./users/feature.ts";

/** All rooms of the house, and the few parts of them that the shell works with. */
export type Features = {
  readonly features: readonly Feature[];
  readonly viewEvents: ViewEvents;
  readonly presence: PresenceView;
  readonly screen: Screen;
  readonly timers: TimerRunner;
  readonly eventPruner: EventPruner;
  /** What the realtime door asks; calls over the socket go to `rpc`. */
  openGate(rpc: Gate["rpc"]): Gate;
  readonly publish: (event: PublishedEvent) => Promise<void>;
  /** Begins what rooms do by themselves. */
  start(): void;
  /** Ends the timers of all rooms. */
  stop(): Promise<void>;
};

type FeatureParts = {
  engine: () => Engine;
  authenticator: Authenticator;
  processes: Processes;
  languageModel: LanguageModel | null;
  /** Carries out any route, for rooms that do what others do. */
  dispatch: RunRoute;
  demo: boolean;
  development: boolean;
  usualLimits: Limits;
};

/** The one explicit list. */
export function createFeatures(parts: FeatureParts): Features {
  const { engine, authenticator, processes, demo, development } = parts;
  const presence = createPresenceBoard(engine, processes);
  const typing = createTypingBoard(engine, processes);
  const receipts = createReceiptTeller(engine);
  const ticker = createRoomTicker(engine);
  const audiences = createAudiences(engine);
  const rules = createRuleCache(engine, processes);
  const judges = createJudges({ engine, processes, model: parts.languageModel });
  const banEnder = createBanEnder(engine, processes);
  const eventPruner = createEventPruner(engine, { processes });
  const appEraser = createAppEraser(engine, processes);
  const resizer = createChannelResizer(engine, processes);
  const timers = createTimerRunner(engine, {
    processes,
    handlers: {
      "poll.close": closeDuePoll,
      "message.purge": purgeDeletedMessage,
      "pin.expire": expirePin,
      "message.expire": expireMessage,
      "scheduled.send": sendDue,
      "reminder.tell": tellReminder,
    },
  });
  // Back to front: what hangs on other rooms' things goes first.
  const userEraser = createUserEraser({ engine, processes, rooms: () => rooms.toReversed() });
  const rooms: Feature[] = [
    appsFeature({
      ...{ memory: authenticator, eraser: appEraser, resizer, isDevelopment: development },
      usualLimits: parts.usualLimits,
    }),
    usersFeature(authenticator),
    erasureFeature({ memory: authenticator, eraser: userEraser }),
    tokensFeature({ memory: authenticator, isDevelopment: development }),
    accountsFeature({ authenticator, processes, demo }),
    spacesFeature,
    guestsFeature,
    channelTypesFeature(
      processes.everywhere("audiences.forget", (appId: AppId) => audiences.forget(appId)),
    ),
    channelsFeature,
    membersFeature,
    messagesFeature(audiences),
    threadsFeature,
    reactionsFeature,
    pollsFeature,
    commandsFeature(parts.dispatch),
    draftsFeature,
    pinsFeature,
    scheduledFeature,
    remindersFeature,
    readStateFeature(receipts),
    unreadFeature,
    bookmarksFeature,
    typingFeature(typing),
    presenceFeature(presence),
    settingsFeature((appId, userId, { before, after }) => {
      if (before.invisible !== after.invisible) presence.hid(appId, userId, after.invisible);
    }),
    realtimeFeature,
    bansFeature(authenticator),
    blocksFeature,
    moderationFeature(rules, judges),
    auditFeature(countAppeals),
    userReportsFeature(authenticator),
    channelQueriesFeature,
    searchFeature,
    limitsFeature(parts.usualLimits),
  ];
  const viewEvents = createViewEvents(rooms);
  return {
    features: [...rooms, eventsFeature(viewEvents), syncFeature(viewEvents)],
    viewEvents,
    presence,
    screen: createScreen(rules, judges),
    timers,
    eventPruner,
    openGate: (rpc) =>
      createSessionGate({
        ...{ engine, viewEvents, presence, typing, rpc },
        assertStanding: authenticator.assertStanding,
      }),
    publish: createFanOut(engine, { audiences, ticker, viewEvents }).publish,
    start() {
      banEnder.start();
      timers.start();
      eventPruner.start();
      if (!processes.isPrimary) return;
      for (const work of [appEraser, userEraser, resizer]) {
        work
          .resume()
          .catch((error: unknown) =>
            engine().log.error({ err: error }, "resuming long work failed"),
          );
      }
    },
    async stop() {
      presence.stop();
      receipts.stop();
      ticker.stop();
      banEnder.stop();
      await timers.stop();
      await eventPruner.stop();
      await Promise.all([appEraser.stop(), userEraser.stop(), resizer.stop()]);
    },
  };
}
