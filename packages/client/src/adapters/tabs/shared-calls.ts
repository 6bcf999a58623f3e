/** What tabs say of calls: a tab asks, and the one that holds the connection answers. */
export type CallTold =
  | {
      readonly says: "call";
      readonly tab: string;
      readonly call: number;
      readonly method: string;
      readonly data: unknown;
    }
  | {
      readonly says: "answer";
      readonly tab: string;
      readonly call: number;
      readonly data: unknown;
      /** Why there is no answer; null when there is one. */
      readonly refusal: string | null;
    };

/** The calls of one tab that wait for their answers. */
export type SharedCalls = {
  make(method: string, data: unknown): Promise<unknown>;
  take(told: CallTold): void;
  /** Whoever was to answer is no more. */
  failAll(): void;
};

type Waiting = {
  readonly resolve: (data: unknown) => void;
  readonly reject: (error: Error) => void;
};

/** Makes calls through the tab that holds the connection. */
export function createSharedCalls(tab: string, tell: (told: CallTold) => void): SharedCalls {
  const waiting = new Map<number, Waiting>();
  let calls = 0;
  return {
    make: (method, data) =>
      new Promise((resolve, reject) => {
        calls += 1;
        waiting.set(calls, { resolve, reject });
        tell({ says: "call", tab, call: calls, method, data });
      }),
    take(told) {
      if (told.says !== "answer" || told.tab !== tab) return;
      const { resolve, reject } = waiting.get(told.call) ?? {};
      waiting.delete(told.call);
      if (told.refusal === null) resolve?.(told.data);
      else reject?.(new Error(told.refusal));
    },
    failAll() {
      for (const { reject } of waiting.values()) reject(new Error("The connection was lost."));
      waiting.clear();
    },
  };
}

/** Carries out a call of any tab over the connection that this one holds. */
export async function answerCall(
  { tab, call, method, data }: CallTold & { readonly says: "call" },
  rpc: (method: string, data: unknown) => Promise<unknown>,
): Promise<CallTold> {
  try {
    return { says: "answer", tab, call, data: await rpc(method, data), refusal: null };
  } catch (error) {
    const refusal = error instanceof Error ? error.message : "It was refused.";
    return { says: "answer", tab, call, data: null, refusal };
  }
}
