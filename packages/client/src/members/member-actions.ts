import type { Engine } from "../engine.ts";
import { asChatError } from "../api/read-error.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { ChatState, MemberList } from "../store/state.ts";
import { applyUsers, applyUserUpdated } from "../users/apply-users.ts";
import type { Member, UserSummary } from "../wire/entities.ts";

export type MemberActions = {
  load(cid: string): Promise<void>;
  /** Asks again who the first members are, where they were loaded: names are told by signals, which may be lost. */
  refresh(cid: string): Promise<void>;
};

/** Loads members of channels page by page. */
export function createMemberActions(engine: Engine): MemberActions {
  const cursors = new Map<string, string | null>();

  function setList(cid: string, change: (list: MemberList) => MemberList): void {
    engine.store.update((state) =>
      changeKnownChannel(state, cid, (entry) => ({ ...entry, members: change(entry.members) })),
    );
  }

  return {
    async load(cid) {
      const list = engine.store.getState().channels[cid]?.members;
      if (list === undefined || list.status === "loading") return;
      const isFirst = list.status !== "ready";
      if (!isFirst && !list.hasMore) return;
      setList(cid, (before) => ({ ...before, status: "loading" }));
      try {
        const cursor = isFirst ? null : (cursors.get(cid) ?? null);
        const query = cursor === null ? {} : { cursor };
        const page = await engine.api("members.list", { params: { cid }, query }, engine);
        cursors.set(cid, page.next);
        setList(cid, (before) => ({
          items: mergeMembers(isFirst ? [] : before.items, page.items),
          status: "ready",
          hasMore: page.next !== null,
        }));
        engine.store.update((state) =>
          applyUsers(
            state,
            page.items.map(({ user }) => user),
          ),
        );
      } catch (thrown) {
        setList(cid, (before) => ({ ...before, status: "error" }));
        throw asChatError(thrown);
      }
    },
    async refresh(cid) {
      if (engine.store.getState().channels[cid]?.members.status !== "ready") return;
      try {
        const { items } = await engine.api("members.list", { params: { cid } }, engine);
        engine.store.update((state) =>
          items.reduce((shown, { user }) => withNameOf(shown, user), state),
        );
      } catch (thrown) {
        if (!engine.signal.aborted) {
          engine.log("debug", "Members could not be fetched again.", asChatError(thrown));
        }
      }
    },
  };
}

function withNameOf(state: ChatState, user: UserSummary): ChatState {
  const known = state.users[user.id];
  const isSame = known?.name === user.name && known.image === user.image;
  return isSame ? state : applyUserUpdated(state, user);
}

function mergeMembers(known: readonly Member[], fetched: readonly Member[]): readonly Member[] {
  const ids = new Set(fetched.map(({ user }) => user.id));
  return [...known.filter(({ user }) => !ids.has(user.id)), ...fetched];
}
