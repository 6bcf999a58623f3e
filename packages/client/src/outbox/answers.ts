/** Promises of answers to operations, by their id. Nobody has to listen: the state tells of failures too. */
export type Answers = {
  /** The promise of an operation's answer; the same one until it is settled. */
  of(id: string): Promise<unknown>;
  resolve(id: string, answer: unknown): void;
  reject(id: string, error: Error): void;
  rejectAll(error: Error): void;
};

type Waiting = {
  promise: Promise<unknown>;
  resolve(answer: unknown): void;
  reject(error: Error): void;
};

export function createAnswers(): Answers {
  const waiting = new Map<string, Waiting>();

  function take(id: string): Waiting | undefined {
    const known = waiting.get(id);
    waiting.delete(id);
    return known;
  }

  return {
    of(id) {
      const known = waiting.get(id);
      if (known !== undefined) return known.promise;
      let settle: Pick<Waiting, "resolve" | "reject"> = {
        resolve: () => undefined,
        reject: () => undefined,
      };
      const promise = new Promise<unknown>((resolve, reject) => (settle = { resolve, reject }));
      promise.catch(() => undefined);
      waiting.set(id, { promise, ...settle });
      return promise;
    },
    resolve: (id, answer) => take(id)?.resolve(answer),
    reject: (id, error) => take(id)?.reject(error),
    rejectAll(error) {
      for (const id of waiting.keys()) take(id)?.reject(error);
    },
  };
}
