import { openLink, type ProcessLike } from "./link.ts";
import { ProcessGone, type Processes } from "./port.ts";

type Everywhere = (input: unknown) => unknown;

/**
 * Joins the primary that forked this process. Functions for `everywhere` are called only once they are made: make them
 * before anything is served. Rejects with `ProcessGone` when the primary ended.
 */
export async function joinPrimary(
  own: ProcessLike,
  { onError }: { onError: (error: unknown) => void },
): Promise<Processes> {
  const everywhere = new Map<string, Everywhere>();
  const link = openLink(own, {
    answer: ({ name, input }) => everywhere.get(name)?.(input),
    onGone: () => undefined,
  });
  const name = (await link.ask({ to: "join", name: "", input: null })) as string; // see the primary's answer

  return {
    isPrimary: false,
    name,
    inPrimary<Input, Output>(asked: string) {
      return (input: Input) => link.ask({ to: "primary", name: asked, input }) as Promise<Output>; // the primary runs the function of this name
    },
    everywhere<Input, Output>(told: string, run: (input: Input) => Output | Promise<Output>) {
      everywhere.set(told, run as Everywhere); // called with what the same name's callers give
      return async (input: Input) => {
        const ownAnswer = run(input);
        const others = await link.ask({ to: "all", name: told, input }).catch((error: unknown) => {
          if (!(error instanceof ProcessGone)) onError(error);
          return [];
        });
        return [await ownAnswer, ...(others as Output[])]; // the same function's answers
      };
    },
    onGone: () => undefined,
  };
}
