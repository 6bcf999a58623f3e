import { listAll } from "../api/list-all.ts";
import type { RouteAnswer, RouteBody } from "../api/api-types.ts";
import type { Engine } from "../engine.ts";
import { applyUsers } from "../users/apply-users.ts";
import { withBlock } from "./apply-block.ts";

/** Whom the viewer does not want to hear, and what they make moderators aware of. */
export type PeopleActions = {
  /** Fetches whom the viewer muted and blocked into `state.muted` and `state.blocked`. */
  loadBlocks(): Promise<void>;
  /** No notifications of somebody, and they are not shown typing. */
  mute(userId: string): Promise<void>;
  unmute(userId: string): Promise<void>;
  /** Nothing passes between the two any more; fold away what they write among others. */
  block(userId: string): Promise<void>;
  unblock(userId: string): Promise<void>;
  /** Reports a message, a user or a channel to the moderators. */
  report(input: RouteBody<"me.report">): Promise<RouteAnswer<"me.report">["report"]>;
  /** From where the viewer is banned. */
  listBans(): Promise<RouteAnswer<"me.bans">["items"]>;
  /** What moderators decided about the viewer's doings. */
  listDecisions(query?: { cursor?: string; limit?: number }): Promise<RouteAnswer<"me.decisions">>;
  /** Appeals against such a decision, once. */
  appeal(decisionId: string, text: string): Promise<RouteAnswer<"me.appeal">["appeal"]>;
};

export function createPeopleActions(engine: Engine): PeopleActions {
  const { api, store } = engine;

  async function change(
    route: "me.mute" | "me.unmute" | "me.block" | "me.unblock",
    userId: string,
  ): Promise<void> {
    await api(route, { params: { userId } }, engine);
    const kind = route.endsWith("mute") ? "mute" : "block";
    const on = route === "me.mute" || route === "me.block";
    store.update((state) => withBlock(state, { kind, userId, on }));
  }

  return {
    async loadBlocks() {
      const read = (route: "me.listMuted" | "me.listBlocked") =>
        listAll((query) => api(route, { query }, engine));
      const [muted, blocked] = await Promise.all([read("me.listMuted"), read("me.listBlocked")]);
      const idsOf = (items: typeof muted) => items.map(({ user }) => user.id as string);
      store.update((state) =>
        applyUsers(
          { ...state, muted: idsOf(muted), blocked: idsOf(blocked) },
          [...muted, ...blocked].map(({ user }) => user),
        ),
      );
    },
    mute: (userId) => change("me.mute", userId),
    unmute: (userId) => change("me.unmute", userId),
    block: (userId) => change("me.block", userId),
    unblock: (userId) => change("me.unblock", userId),
    report: async (body) => (await api("me.report", { body }, engine)).report,
    listBans: () => listAll((query) => api("me.bans", { query }, engine)),
    listDecisions: (query = {}) => api("me.decisions", { query }, engine),
    appeal: async (decisionId, text) =>
      (await api("me.appeal", { params: { decisionId }, body: { text } }, engine)).appeal,
  };
}
