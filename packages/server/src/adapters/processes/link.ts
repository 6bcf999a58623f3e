import { ChatError } from "@natter/contract/chat-error";
import { ProcessGone } from "./port.ts";

/** What a parent has of a forked process, and a forked process of its parent. */
export type ProcessLike = {
  send?(message: unknown, handle?: undefined, options?: undefined, sent?: () => void): unknown;
  on(event: "message", listener: (message: unknown) => void): unknown;
  on(event: "disconnect", listener: () => void): unknown;
};

/** Questions and answers between two processes, in the order they were asked. */
export type Link = {
  /** Rejects with what was thrown at the other end, or with `ProcessGone`. */
  ask(question: Question): Promise<unknown>;
};

export type Question = { readonly to: string; readonly name: string; readonly input: unknown };

type Refusal = Pick<ChatError, "code" | "message" | "details">;
type Message =
  | { readonly id: number; readonly question: Question }
  | { readonly id: number; readonly output: unknown }
  | { readonly id: number; readonly refusal: Refusal }
  | { readonly id: number; readonly failure: string };

const envelope = "natter-processes";

/** Opens a link over the channel of a forked process. Other messages on it are left alone. */
export function openLink(
  other: ProcessLike,
  { answer, onGone }: { answer: (question: Question) => unknown; onGone: () => void },
): Link {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  let isGone = false;

  other.on("message", (message) => {
    if (typeof message !== "object" || message === null || !(envelope in message)) return;
    take(message[envelope] as Message); // a link speaks this and nothing else
  });
  other.on("disconnect", () => {
    isGone = true;
    for (const one of waiting.values()) one.reject(new ProcessGone());
    waiting.clear();
    onGone();
  });

  function take(message: Message): void {
    if ("question" in message) {
      void respond(message.id, message.question);
      return;
    }
    const asked = waiting.get(message.id);
    waiting.delete(message.id);
    if ("output" in message) asked?.resolve(message.output);
    else asked?.reject("refusal" in message ? refused(message.refusal) : failed(message.failure));
  }

  async function respond(id: number, question: Question): Promise<void> {
    try {
      send({ id, output: await answer(question) });
    } catch (error) {
      if (error instanceof ChatError) {
        const { code, message, details } = error;
        send({ id, refusal: { code, message, details } });
      } else {
        send({ id, failure: error instanceof Error ? (error.stack ?? "") : String(error) });
      }
    }
  }

  function send(message: Message): void {
    // A failure to send means that the other end is going; its end is told by the channel itself.
    if (!isGone) other.send?.({ [envelope]: message }, undefined, undefined, () => undefined);
  }

  return {
    ask(question) {
      if (isGone) return Promise.reject(new ProcessGone());
      lastId += 1;
      const asked = Promise.withResolvers<unknown>();
      waiting.set(lastId, asked);
      send({ id: lastId, question });
      return asked.promise;
    },
  };
}

function refused({ code, message, details }: Refusal): ChatError {
  return new ChatError(code, message, details ? { details } : {});
}

function failed(stack: string): Error {
  return new Error(`It failed in another process: ${stack}`);
}
