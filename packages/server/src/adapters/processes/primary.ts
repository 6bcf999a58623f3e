import { openLink, type Link, type ProcessLike, type Question } from "./link.ts";
import { ProcessGone, type Processes } from "./port.ts";

type InPrimary = (input: unknown, from: string) => unknown;
type Everywhere = (input: unknown) => unknown;

/** The primary's side of several processes. */
export type Primary = Processes & {
  /** Serves a process that was just forked, under a name no other living one has. */
  add(name: string, worker: ProcessLike): void;
};

/** Makes the primary. What fails in another process, where nobody waits for it, goes to `onError`. */
export function createPrimary({ onError }: { onError: (error: unknown) => void }): Primary {
  const inPrimary = new Map<string, InPrimary>();
  const everywhere = new Map<string, Everywhere>();
  const workers = new Map<string, Link>();
  const gone: ((name: string) => void)[] = [];

  async function spread(name: string, input: unknown, except?: string): Promise<unknown[]> {
    const others = [...workers].filter(([worker]) => worker !== except);
    const answers = others.map(([, link]) =>
      link.ask({ to: "you", name, input }).then(
        (output) => [output],
        (error: unknown) => {
          if (!(error instanceof ProcessGone)) onError(error);
          return [];
        },
      ),
    );
    return (await Promise.all(answers)).flat();
  }

  function answer(from: string, link: Link, { to, name, input }: Question): unknown {
    if (to === "join") {
      workers.set(from, link);
      return from;
    }
    if (to === "all") return runAndSpread(name, input, from);
    const run = inPrimary.get(name);
    if (!run) throw new Error(`The primary has no function "${name}".`);
    return run(input, from);
  }

  async function runAndSpread(name: string, input: unknown, from: string): Promise<unknown[]> {
    const others = spread(name, input, from);
    return [await everywhere.get(name)?.(input), ...(await others)];
  }

  return {
    isPrimary: true,
    name: "primary",
    inPrimary(name, run) {
      inPrimary.set(name, run as InPrimary); // called with what the same name's callers give
      return (input) => run(input, "primary");
    },
    everywhere<Input, Output>(name: string, run: (input: Input) => Output | Promise<Output>) {
      everywhere.set(name, run as Everywhere); // called with what the same name's callers give
      return async (input: Input) => {
        const own = run(input);
        const others = spread(name, input);
        return [await own, ...((await others) as Output[])]; // the same function's answers
      };
    },
    onGone: (listener) => void gone.push(listener),
    add(name, worker) {
      const link = openLink(worker, {
        answer: (question) => answer(name, link, question),
        onGone() {
          if (!workers.delete(name)) return;
          for (const listener of gone) listener(name);
        },
      });
    },
  };
}
