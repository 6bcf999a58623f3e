import type { ErrorCode, RouteAnswer, RouteName } from "@natter/client";
import { errorCatalogue } from "@natter/contract/errors";
import type { Call } from "../model/model-call.ts";
import type { Fault, ModelServer } from "../model/model-server.ts";

type Answer = (call: Call) => object | undefined;

/** What a story makes the server say. Everything is by the route's name, and the last word counts. */
export type StoryAnswers = {
  /** Answers every call of a route, with the answer or with what a function makes of the call. */
  answer<Name extends RouteName>(
    name: Name,
    answer: RouteAnswer<Name> | ((call: Call) => RouteAnswer<Name>),
  ): void;
  /** Refuses the next `times` calls of a route (all of them, when not said); `network` lets them not arrive at all. */
  fail(name: RouteName, how?: { code?: ErrorCode | "network"; times?: number }): void;
  /** Lets a route wait for its answer until what is returned is called. */
  hold(name: RouteName): () => void;
};

/** Hangs the story's answers into a server in memory. `isOffline` lets no call arrive. */
export function createStoryAnswers(server: ModelServer, isOffline: () => boolean): StoryAnswers {
  const answers = new Map<RouteName, Answer>();
  const failures = new Map<RouteName, { fault: Fault; left: number }>();
  const held = new Map<RouteName, Promise<void>>();

  server.answer = (call) => answers.get(call.name)?.(call) ?? usual[call.name]?.(call);
  server.delay = (call) => held.get(call.name) ?? null;
  server.fault = (call) => {
    if (isOffline()) return "network";
    const failure = failures.get(call.name);
    if (failure === undefined || failure.left === 0) return null;
    failure.left -= 1;
    return failure.fault;
  };
  server.unknown = unknown;

  return {
    answer: (name, answer) => {
      const give = typeof answer === "function" ? answer : () => answer;
      answers.set(name, (call) => give(call) as object | undefined); // what routes answer is an object or nothing
    },
    fail(name, { code = "auth.forbidden", times = Number.POSITIVE_INFINITY } = {}) {
      const fault: Fault =
        code === "network" ? "network" : { status: errorCatalogue[code].status, code };
      failures.set(name, { fault, left: times });
    },
    hold(name) {
      let release = () => {};
      const promise = new Promise<void>((resolve) => (release = resolve));
      held.set(name, promise);
      return () => {
        held.delete(name);
        release();
      };
    },
  };
}

/** What is asked for wherever one writes, as it is with somebody who changed nothing and voted for nothing. */
const usual: { readonly [name: string]: (call: Call) => object } = {
  "drafts.delete": () => ({ draft: null }),
  "drafts.save": ({ params, body }) => ({
    draft: { threadId: null, quoteId: null, ...body, cid: params["cid"], version: Date.now() },
  }),
  "me.bans": () => ({ items: [], next: null, previous: null }),
  "polls.ownVotes": () => ({ items: [] }),
  "settings.get": () => ({
    settings: { privacy: { readReceipts: true, typing: true, invisible: false } },
  }),
};

/** A list that nobody filled is empty; any other call is one that the story forgot. */
function unknown({ name }: Call): object {
  if (/\.list|\.search/.test(name)) return { items: [], next: null, previous: null };
  console.error(`Nobody answers ${name}. Give the story: chat.answer("${name}", …)`);
  return { code: "route.not_found" };
}
