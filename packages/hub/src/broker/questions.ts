import { ErrorCode } from "../codes.ts";
import { HubError } from "../hub-error.ts";
import type { Answer } from "./wire-messages.ts";

/** Questions that were asked over a wire and wait for their answers. */
export type Questions = {
  /** Sends with a new id; resolves with the answer, rejects with `HubError`. */
  ask(send: (id: number) => void): Promise<unknown>;
  answered(answer: Answer): void;
  /** Nobody will answer any more: what waits is rejected, and so is what is asked from now on. */
  abandon(): void;
};

export function createQuestions(): Questions {
  const waiting = new Map<number, PromiseWithResolvers<unknown>>();
  let lastId = 0;
  let isAbandoned = false;

  return {
    ask(send) {
      if (isAbandoned) return Promise.reject(new HubError(ErrorCode.internal));
      lastId += 1;
      const question = Promise.withResolvers<unknown>();
      waiting.set(lastId, question);
      send(lastId);
      return question.promise;
    },
    answered({ id, result, error }) {
      const question = waiting.get(id);
      waiting.delete(id);
      if (error === undefined) question?.resolve(result);
      else question?.reject(new HubError(error));
    },
    abandon() {
      isAbandoned = true;
      for (const question of waiting.values()) question.reject(new HubError(ErrorCode.internal));
      waiting.clear();
    },
  };
}

/** Runs what a question asks for and gives the answer to send back. */
export async function answerTo(id: number, run: () => Promise<unknown>): Promise<Answer> {
  try {
    return { type: "answer", id, result: await run() };
  } catch (error) {
    const code = error instanceof HubError ? error.code : ErrorCode.internal;
    return { type: "answer", id, error: code };
  }
}
