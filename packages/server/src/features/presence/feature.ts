import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { transact } from "../../core/transact.ts";
import { blockedEitherWay } from "../blocks/public.ts";
import { visibleUsers } from "../members/public.ts";
import type { PresenceBoard } from "./presence-board.ts";

/** Who is online, for those who share a space or a channel with them. Anyone else is left out. */
export function presenceFeature(board: PresenceBoard): Feature {
  return {
    name: "presence",
    handlers: {
      "presence.get": async (call, { query }) => {
        const { engine, appId, userId } = asUser(call);
        const ids = await transact(engine, appId, async (tx) => {
          const blocked = await blockedEitherWay(tx, userId, query.userIds);
          const seen = await visibleUsers(tx, userId, query.userIds);
          return seen.filter((id) => !blocked.has(id));
        });
        return { items: await board.of(appId, ids) };
      },
      "presence.declare": async (call, { body }) => {
        const { engine, appId, userId, session } = asUser(call);
        const expiresAt = engine.now().getTime() + engine.limits.presenceDeclaredSeconds * 1_000;
        await board.declare(appId, userId, {
          ...body,
          session: session ?? null,
          expiresAt: session === undefined ? expiresAt : null,
        });
        return board.own(appId, userId);
      },
      "presence.own": async (call) => {
        const { appId, userId } = asUser(call);
        return board.own(appId, userId);
      },
    },
  };
}
