import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { transact } from "../../core/transact.ts";
import { assertCan, getAccess } from "../channels/public.ts";
import type { TypingBoard } from "./typing-board.ts";

/** Typing: a lossy signal to a channel's open clients; not sent in large channels. */
export function typingFeature(board: TypingBoard): Feature {
  return {
    name: "typing",
    handlers: {
      "typing.set": async (call, { params, body }) => {
        const { engine, appId, userId } = asUser(call);
        const access = await transact(engine, appId, (tx) => getAccess(tx, params.cid, userId));
        assertCan(access, "send-typing");
        if (access.memberCount > engine.limits.receiptMembers) return;
        board[body.state](appId, params.cid, access.user);
      },
    },
  };
}
