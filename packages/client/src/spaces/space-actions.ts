import { untilAborted } from "../api/until-aborted.ts";
import type { SpaceActions } from "../chat-client.ts";
import type { Engine } from "../engine.ts";
import { removeSpace } from "../sync/apply-user-event.ts";
import type { Resync } from "../sync/resync.ts";
import type { Space } from "../wire/entities.ts";

export function createSpaceActions(engine: Engine, resync: Resync): SpaceActions {
  const { api } = engine;

  function store(space: Space): Space {
    engine.store.update((state) => ({ ...state, spaces: { ...state.spaces, [space.id]: space } }));
    return space;
  }

  function forget(spaceId: string): void {
    engine.store.update((state) => removeSpace(state, spaceId));
  }

  return {
    load: (options) => untilAborted(() => resync.loadSpaces(), options),
    create: async (name) => store((await api("spaces.create", { body: { name } }, engine)).space),
    async update(spaceId, change) {
      const body = typeof change === "string" ? { name: change } : change;
      return store((await api("spaces.update", { params: { spaceId }, body }, engine)).space);
    },
    listInvites: (spaceId, query = {}) =>
      api("spaces.listInvites", { params: { spaceId }, query }, engine),
    async revokeInvite(spaceId, code) {
      await api("spaces.revokeInvite", { params: { spaceId, code } }, engine);
    },
    listOpen: (query = {}) => api("spaces.listOpen", { query }, engine),
    join: async (spaceId) =>
      store((await api("spaces.join", { params: { spaceId } }, engine)).space),
    transfer: async (spaceId, userId) =>
      store(
        (await api("spaces.transfer", { params: { spaceId }, body: { userId } }, engine)).space,
      ),
    async delete(spaceId) {
      await api("spaces.delete", { params: { spaceId } }, engine);
      forget(spaceId);
    },
    async leave(spaceId) {
      await resync.loadMe();
      const userId = engine.store.getState().me?.id ?? "";
      await api("spaces.removeMember", { params: { spaceId, userId } }, engine);
      forget(spaceId);
    },
    invite: async (spaceId, input = {}) =>
      (await api("spaces.createInvite", { params: { spaceId }, body: input }, engine)).invite,
    previewInvite: (code) => api("invites.get", { params: { code } }, engine),
    accept: async (code) =>
      store((await api("invites.accept", { params: { code } }, engine)).space),
    listMembers: (spaceId, query = {}) =>
      api("spaces.listMembers", { params: { spaceId }, query }, engine),
    async updateMember(spaceId, userId, role) {
      await api("spaces.updateMember", { params: { spaceId, userId }, body: { role } }, engine);
    },
    async removeMember(spaceId, userId) {
      await api("spaces.removeMember", { params: { spaceId, userId } }, engine);
    },
  };
}
