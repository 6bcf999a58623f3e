import { listAll } from "../api/list-all.ts";
import { withRetries } from "../api/backoff.ts";
import { asChatError } from "../api/read-error.ts";
import { mergeChannel } from "../channels/merge-channel.ts";
import type { Engine } from "../engine.ts";
import { loadDrafts } from "../drafts/draft-actions.ts";
import { emptyWindow } from "../messages/empty-window.ts";
import { changeChannel, changeKnownChannel, removeChannels } from "../store/change-channel.ts";
import type { ChatState } from "../store/state.ts";
import { applyUsers } from "../users/apply-users.ts";
import { usersOfChannel } from "../users/seen-users.ts";
import type { Channel, Space } from "../wire/entities.ts";
import { removeSpace } from "./apply-user-event.ts";

export type ResyncReactions = {
  /** Resolves when what was stored is in the state; null if nothing is to be waited for. */
  restored(): Promise<void> | null;
  /** Fetches what was missed in all channels. */
  catchUp(): Promise<void>;
  isWatched(cid: string): boolean;
  /** After the lists are in the store. */
  onListed(cids: readonly string[]): void;
};

/** Fetches what the viewer belongs to: who they are, their spaces, their channels. */
export type Resync = {
  /** Everything anew. A call during a run is answered by one more run after it. */
  run(): Promise<void>;
  /** Fetches what was missed in channels, if anything was. */
  look(): Promise<void>;
  loadMe(): Promise<void>;
  /** Who the viewer is, anew: another device changed it. */
  refreshMe(): Promise<void>;
  /** Anew what only hints tell of, and hints may be lost where nothing else is: spaces, and channels of those opened. */
  refreshSpaces(): Promise<void>;
  loadSpaces(): Promise<void>;
  loadChannels(): Promise<void>;
  loadInSpace(spaceId: string): Promise<void>;
  readonly running: boolean;
};

const tries = 5;

export function createResync(engine: Engine, reactions: ResyncReactions): Resync {
  let running: Promise<void> | null = null;
  let again = false;
  let me: Promise<void> | null = null;

  async function loadMe(): Promise<void> {
    const restoring = reactions.restored();
    if (restoring !== null) await restoring;
    if (engine.store.getState().me !== null) return;
    me ??= withRetries(engine, tries, () => engine.api("me.get", {}, engine))
      .then(({ user }) => engine.store.update((state) => ({ ...state, me: user })))
      .finally(() => (me = null));
    await me;
  }

  async function loadSpaces(): Promise<void> {
    setLoading(engine, "spacesStatus");
    const before = Object.keys(engine.store.getState().spaces);
    try {
      const spaces = await listAll((query) =>
        withRetries(engine, tries, () => engine.api("spaces.list", { query }, engine)),
      );
      engine.store.update((state) => withSpaces(state, spaces, before));
    } catch (error) {
      setFailed(engine, "spacesStatus");
      throw error;
    }
  }

  async function loadChannels(): Promise<void> {
    await loadMe();
    setLoading(engine, "channelsStatus");
    const before = cidsOf(engine.store.getState(), (channel) => channel.membership !== null);
    try {
      const channels = await listAll((query) =>
        withRetries(engine, tries, () =>
          engine.api("channels.list", { query: { ...query, state: "all" } }, engine),
        ),
      );
      engine.store.update((state) => ({
        ...withChannels(
          state,
          channels,
          before.filter((cid) => !reactions.isWatched(cid)),
        ),
        channelsStatus: "ready",
      }));
      reactions.onListed(channels.map(({ cid }) => cid));
    } catch (error) {
      setFailed(engine, "channelsStatus");
      throw error;
    }
  }

  /** Everything missed; the first time, every channel there is. */
  async function catchUp(): Promise<void> {
    setLoading(engine, "channelsStatus");
    try {
      await reactions.catchUp();
      engine.store.update((state) => ({ ...state, channelsStatus: "ready" }));
    } catch (error) {
      setFailed(engine, "channelsStatus");
      throw error;
    }
  }

  async function loadInSpace(spaceId: string): Promise<void> {
    await loadMe();
    const setSpace = (status: "loading" | "ready" | "error") =>
      engine.store.update((state) => ({
        ...state,
        spaceChannels: { ...state.spaceChannels, [spaceId]: status },
      }));
    const before = cidsOf(engine.store.getState(), (channel) => channel.spaceId === spaceId);
    if (engine.store.getState().spaceChannels[spaceId] !== "ready") setSpace("loading");
    try {
      const params = { spaceId };
      const channels = await listAll((query) =>
        withRetries(engine, tries, () =>
          engine.api("spaces.listChannels", { params, query }, engine),
        ),
      );
      engine.store.update((state) => withChannels(state, channels, before));
      setSpace("ready");
      reactions.onListed(channels.map(({ cid }) => cid));
    } catch (error) {
      setSpace("error");
      throw error;
    }
  }

  async function refreshMe(): Promise<void> {
    const { user } = await withRetries(engine, tries, () => engine.api("me.get", {}, engine));
    engine.store.update((state) => ({ ...state, me: user }));
  }

  async function refreshSpaces(alongside?: Promise<void>): Promise<void> {
    const { spaceChannels, spaces: before } = engine.store.getState();
    await Promise.all([loadSpaces(), alongside]);
    const { channels, spaces } = engine.store.getState();
    const known = new Set(Object.values(channels).map(({ channel }) => channel?.spaceId));
    // Another role in a space is another role in its channels, whether they were looked at or not.
    const outdated = Object.values(spaces).filter(({ id, role }) => {
      const isOther = before[id] !== undefined && before[id].role !== role && known.has(id);
      return isOther || spaceChannels[id] !== undefined;
    });
    await Promise.all(outdated.map(({ id }) => loadInSpace(id)));
  }

  async function runOnce(): Promise<void> {
    const wasKnown = engine.store.getState().me !== null;
    await loadMe();
    await Promise.all([refreshSpaces(catchUp()), wasKnown ? refreshMe() : null]);
    await withRetries(engine, tries, () => loadDrafts(engine));
  }

  async function runAll(): Promise<void> {
    do {
      again = false;
      try {
        await runOnce();
      } catch (thrown) {
        if (engine.signal.aborted) return;
        engine.log("warn", "The lists could not be fetched.", asChatError(thrown));
      }
    } while (again);
  }

  return {
    run() {
      if (running !== null) again = true;
      running ??= runAll().finally(() => (running = null));
      return running;
    },
    look: () => reactions.catchUp(),
    loadMe,
    refreshMe,
    refreshSpaces: () => refreshSpaces(),
    loadSpaces,
    loadChannels,
    loadInSpace,
    get running() {
      return running !== null;
    },
  };
}

/** Drops the loaded messages of a channel that nobody watches: they are fetched when it is opened again. */
export function dropWindow(state: ChatState, cid: string): ChatState {
  return changeKnownChannel(state, cid, (entry) => ({
    ...entry,
    window: emptyWindow,
    applied: entry.channel?.position ?? null,
  }));
}

/** A list is whole: what was known before it was asked for and is not in it is gone. */
function withSpaces(
  state: ChatState,
  list: readonly Space[],
  before: readonly string[],
): ChatState {
  const listed = new Set(list.map(({ id }) => id));
  const kept = before.filter((id) => !listed.has(id)).reduce(removeSpace, state);
  const fetched = Object.fromEntries(list.map((space) => [space.id, space]));
  return { ...kept, spaces: { ...kept.spaces, ...fetched }, spacesStatus: "ready" };
}

function withChannels(
  state: ChatState,
  list: readonly Channel[],
  before: readonly string[],
): ChatState {
  const listed = new Set(list.map(({ cid }) => cid));
  const gone = before.filter((cid) => !listed.has(cid));
  const merged = list.reduce(
    (next, channel) =>
      changeChannel(next, channel.cid, (entry) =>
        mergeChannel(entry, channel, state.me?.id ?? null),
      ),
    removeChannels(state, gone),
  );
  return applyUsers(merged, list.flatMap(usersOfChannel));
}

function cidsOf(state: ChatState, isMeant: (channel: Channel) => boolean): readonly string[] {
  return Object.values(state.channels)
    .filter(({ channel }) => channel !== null && isMeant(channel))
    .map(({ cid }) => cid);
}

type StatusField = "spacesStatus" | "channelsStatus";

// What was loaded once stays shown while it is fetched again.
function setLoading({ store }: Engine, field: StatusField): void {
  store.update((state) => (state[field] === "ready" ? state : { ...state, [field]: "loading" }));
}

function setFailed({ store }: Engine, field: StatusField): void {
  store.update((state) => (state[field] === "ready" ? state : { ...state, [field]: "error" }));
}
