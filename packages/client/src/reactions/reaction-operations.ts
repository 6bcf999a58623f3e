import type { Engine } from "../engine.ts";
import { showChange, takeChange, type OnMessage } from "../messages/pending-change.ts";
import { defineOperation } from "../outbox/operation.ts";
import type { ChatState } from "../store/state.ts";
import type { Message } from "../wire/entities.ts";

type Input = OnMessage & { readonly reaction: string };
type Route = "reactions.add" | "reactions.remove";

/** Adds the viewer's reaction to a message. */
export const addReaction = define("reactions.add", "react");

/** Takes the viewer's reaction back. */
export const removeReaction = define("reactions.remove", "unreact");

function define(route: Route, change: "react" | "unreact") {
  return defineOperation<Input, Message>({
    type: route,
    cidOf: ({ cid }) => cid,
    show: (state, operation) => {
      const { reaction } = operation.input;
      return showChange(state, operation, { type: change, reaction, userId: viewerOf(state) });
    },
    send: (engine, { input }) => call(engine, route, input),
    confirm: takeChange,
    undo: (state, operation) => takeChange(state, operation, null),
  });
}

async function call(engine: Engine, route: Route, input: Input): Promise<Message> {
  const params = { messageId: input.messageId, type: input.reaction };
  return (await engine.api(route, { params }, engine)).message;
}

function viewerOf({ me }: ChatState): string {
  return me?.id ?? "";
}
