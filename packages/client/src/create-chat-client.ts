import { systemClock } from "./adapters/clock.ts";
import { systemFetch } from "./adapters/fetch.ts";
import { silentLog } from "./adapters/log.ts";
import { browserNetwork } from "./adapters/network.ts";
import { browserPage } from "./adapters/page.ts";
import { systemRandom } from "./adapters/random.ts";
import { loadSocket } from "./adapters/realtime/load-socket.ts";
import { createScopedClock } from "./adapters/scoped-clock.ts";
import { anySignal } from "./api/any-signal.ts";
import { createCall } from "./api/create-call.ts";
import { createTokenSource } from "./api/token-source.ts";
import { untilAborted } from "./api/until-aborted.ts";
import { createChannelHandle } from "./channels/create-channel-handle.ts";
import { queryChannels } from "./channels/query-channels.ts";
import { searchMessages } from "./search/search-messages.ts";
import { createChannelListActions } from "./channels/channel-list-actions.ts";
import type { ChannelHandle } from "./channels/channel-handle.ts";
import type { ChatClientOptions } from "./chat-client-options.ts";
import type { ChatClient } from "./chat-client.ts";
import { createEvents } from "./events.ts";
import type { Engine } from "./engine.ts";
import { listFlagged } from "./bookmarks/bookmark-actions.ts";
import { createDevice } from "./persistence/device.ts";
import { createPeopleActions } from "./moderation/people-actions.ts";
import { createPresenceActions } from "./presence/presence-actions.ts";
import { createPresenceDeclarer } from "./presence/declare-presence.ts";
import { readAll, readAllInput } from "./read-state/read-all.ts";
import { changeUserSettings } from "./settings/change-user-settings.ts";
import { createSpaceActions } from "./spaces/space-actions.ts";
import { initialState } from "./store/initial-state.ts";
import { createStore } from "./store/store.ts";
import { createSession, type Session } from "./sync/session.ts";
import { createReminderActions, createScheduledActions } from "./timed/timed-actions.ts";
import { applyUserUpdated } from "./users/apply-users.ts";
import { createUserLoader } from "./users/load-users.ts";

/** Makes a client for one user of one app. It does nothing until `connect`. */
export function createChatClient(options: ChatClientOptions): ChatClient {
  // Thrown at whoever writes the page, before it reaches anybody's browser.
  if (/^(sk|ak)_/.test(options.appKey))
    throw new TypeError(
      "appKey takes the publishable key (pk_…): a secret key never leaves a server.",
    );
  const log = options.log ?? silentLog;
  const clock = createScopedClock(options.clock ?? systemClock);
  const life = new AbortController();
  const events = createEvents(log);
  const store = createStore(initialState, (error) =>
    log("warn", "A store listener failed.", error),
  );
  const engine: Engine = {
    store,
    clock,
    log,
    random: options.random ?? systemRandom,
    signal: life.signal,
    emit: events.emit,
    api: createCall({
      endpoint: options.endpoint,
      appKey: options.appKey,
      fetch: options.fetch ?? systemFetch,
      clock,
      tokens: createTokenSource(options.getToken),
      onUnauthorized: (error) => session.connection.giveUp("unauthorized", error),
      onTooOld: (error) => session.connection.giveUp("too-old", error),
    }),
  };
  const device = createDevice(engine, options, (operations) => session.takeUp(operations));
  const session: Session = createSession(
    engine,
    {
      endpoint: options.endpoint,
      realtimeUrl: options.realtimeUrl,
      loadRealtime: async () => device.shared(options.openRealtime ?? (await loadSocket())),
      webSocket: options.webSocket,
    },
    device,
  );
  let stopHints: (() => void) | null = null;
  const presence = createPresenceActions(engine);
  const loadUsers = createUserLoader(engine);
  const declarer = createPresenceDeclarer(engine, session.connection);
  const handles = new Map<string, ChannelHandle>();

  function channel(typeOrCid: string, id?: string): ChannelHandle {
    const cid = id === undefined ? typeOrCid : `${typeOrCid}:${id}`;
    let handle = handles.get(cid);
    if (handle === undefined) {
      handle = createChannelHandle(session.parts, cid);
      handles.set(cid, handle);
    }
    return handle;
  }

  const channelDoors = {
    ...{ engine, resync: session.resync },
    onStored: (cid: string) => session.lines.drain(cid),
  };
  return {
    api: engine.api,
    store,
    channel,
    spaces: createSpaceActions(engine, session.resync),
    channels: createChannelListActions(channelDoors),
    people: createPeopleActions(engine),
    threads: {
      load: (query, call) => untilAborted(() => session.threadLists.load(query), call),
      loadMore: (call) => untilAborted(() => session.threadLists.loadMore(), call),
    },
    connect() {
      device.open();
      stopHints ??= listenToPlatform(options, {
        onBack: session.hurry,
        onLost: () => session.connection.lose(),
        onLeave() {
          device.leave();
          session.leave();
        },
      });
      session.connect();
    },
    disconnect: () => session.connection.disconnect(),
    async signOut({ keepUnsent = false } = {}) {
      const deleted = keepUnsent ? device.forget() : device.wipe();
      this.dispose();
      await deleted;
    },
    flush: device.flush,
    dispose() {
      stopHints?.();
      device.close();
      life.abort(new Error("The chat client was disposed."));
      declarer.stop();
      session.dispose();
      clock.cancelAll();
      events.clear();
    },
    // The listener of one type is only ever given events of that type.
    on: events.on as ChatClient["on"],
    queryChannels: (filter, sort = [], more = {}) =>
      queryChannels(channelDoors, { filter, sort, options: more }),
    search: (input, call) => searchMessages(engine, input, call),
    async updateMe(input) {
      const { user } = await engine.api("me.update", { body: input }, engine);
      store.update((state) => applyUserUpdated({ ...state, me: user }, user));
      return user;
    },
    loadUsers: (userIds, call) => untilAborted(() => loadUsers(userIds), call),
    loadPresence: (userIds, call) => untilAborted(() => presence.load(userIds), call),
    scheduled: createScheduledActions(engine),
    reminders: createReminderActions(engine),
    declarePresence: declarer.declare,
    async loadSettings({ signal: own } = {}) {
      const signal = anySignal(engine.signal, own);
      const { settings } = await engine.api("settings.get", {}, { signal });
      store.update((state) => ({ ...state, settings }));
      return settings;
    },
    updateSettings(change) {
      const before = store.getState().settings;
      return session.parts.outbox.add(changeUserSettings, { change, before }).done;
    },
    async markAllRead(spaceId) {
      await session.parts.outbox.add(readAll, readAllInput(store.getState(), spaceId)).done;
    },
    listFlagged: (filter, call) => untilAborted(() => listFlagged(engine, filter), call),
  };
}

function listenToPlatform(
  { network = browserNetwork, page = browserPage }: ChatClientOptions,
  hints: { onBack: () => void; onLost: () => void; onLeave: () => void },
): () => void {
  const { onBack, onLost, onLeave } = hints;
  const stops = [network.onBack(onBack), network.onLost?.(onLost), page.onLeave(onLeave)];
  return () => stops.forEach((stop) => stop?.());
}
