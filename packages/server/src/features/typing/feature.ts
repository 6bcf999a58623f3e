import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { transact } from "../../core/transact.ts";
import { assertCan, getAccess } from "../channels/public.ts";
import { findPrivacy, openPrivacy } from "../settings/public.ts";
import type { TypingBoard } from "./typing-board.ts";

/** Typing: a lossy signal to a channel's open clients; not sent in large channels. */
export function typingFeature(board: TypingBoard): Feature {
  return {
    name: "typing",
    handlers: {
      "typing.set": async (call, { params, body }) => {
        const { engine, appId, userId } = asUser(call);
        const { access, privacy } = await transact(engine, appId, async (tx) => {
          const [found, settings] = await Promise.all([
            getAccess(tx, params.cid, userId),
            findPrivacy(tx, [userId]),
          ]);
          return { access: found, privacy: settings.get(userId) ?? openPrivacy };
        });
        assertCan(access, "send-typing");
        if (access.degraded.includes("typing")) return;
        // Who types is there: somebody invisible does not type either.
        if (!privacy.typing || privacy.invisible) return;
        const { state, threadId } = body;
        if (access.blocked) return;
        const place = { cid: params.cid, user: access.user, threadId: threadId ?? null };
        board[state](appId, { ...place, shadowed: access.shadowed });
      },
    },
  };
}
