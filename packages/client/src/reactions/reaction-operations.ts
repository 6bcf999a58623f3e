import { defaultLimits } from "@natter/contract/limits";
import { normalizeReaction } from "@natter/contract/reaction-type";
import type { Engine } from "../engine.ts";
import { showChange, takeChange, type OnMessage } from "../messages/pending-change.ts";
import { defineOperation } from "../outbox/operation.ts";
import type { ChatState } from "../store/state.ts";
import type { Message } from "../wire/entities.ts";
import { timesOf } from "./toggle-reaction.ts";

type Input = OnMessage & {
  readonly reaction: string;
  /** How often in all, where the channel lets one react more than once. */
  readonly count?: number;
};
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
      const { cid, reaction, count: times } = operation.input;
      const mode = state.channels[cid]?.channel?.config.reactionMode ?? "distinct";
      const toggle = { type: change, reaction, userId: viewerOf(state), mode };
      return showChange(state, operation, times === undefined ? toggle : { ...toggle, times });
    },
    send: (engine, { input }) => call(engine, route, input),
    confirm: takeChange,
    undo: (state, operation) => takeChange(state, operation, null),
  });
}

async function call(engine: Engine, route: Route, input: Input): Promise<Message> {
  const params = { messageId: input.messageId, type: input.reaction };
  if (route === "reactions.remove") return (await engine.api(route, { params }, engine)).message;
  const query = input.count === undefined ? {} : { count: input.count };
  return (await engine.api(route, { params, query }, engine)).message;
}

function viewerOf({ me }: ChatState): string {
  return me?.id ?? "";
}

/** A reaction as it is to be added: in its one form, and where one claps, once more than the viewer did. */
export function reactionOf({ store }: Engine, typed: OnMessage & { reaction: string }): Input {
  const state = store.getState();
  const reaction = normalizeReaction(typed.reaction) ?? typed.reaction;
  const entry = state.channels[typed.cid];
  const input = { ...typed, reaction };
  if (entry?.channel?.config.reactionMode !== "multiple") return input;
  const message = entry.window.items.find(({ id }) => id === typed.messageId);
  const group = message?.reactions.find(({ type }) => type === reaction);
  const most = defaultLimits.reactionTimesPerUser;
  return { ...input, count: Math.min(most, timesOf(group, viewerOf(state)) + 1) };
}
