import { stepKinds, type Step } from "./schedule.ts";

/** What went wrong in runs, and what happened in which state: a proof that met no fault proves nothing. */
export type Tally = {
  fault(kind: (typeof faultKinds)[number]): void;
  /** Something happened to a client while its connection stood so. */
  step(does: Step["does"], state: string): void;
  /** How often each fault was met. */
  readonly faults: ReadonlyMap<string, number>;
  /** How often each kind of step happened in each state. */
  readonly cells: ReadonlyMap<string, ReadonlyMap<string, number>>;
};

/** Everything that can go wrong in a run. */
const faultKinds = [
  "publication dropped",
  "publication doubled",
  "publication overtaken",
  "connection lost",
  "connection recovered",
  "call without a network",
  "call failed",
  "answer lost",
  "answer late",
  "storage failed",
  "tab killed",
  "server restarted",
  "hub restarted",
  "history lost",
  "log trimmed",
  "mode changed",
  "clock jumped",
  "token ended",
] as const;

/** How a client's connection can stand while something happens. */
export const states = ["connecting", "online", "reconnecting", "offline", "unauthorized"] as const;

export function createTally(): Tally {
  const faults = new Map<string, number>(faultKinds.map((kind) => [kind, 0]));
  const cells = new Map(
    stepKinds.map((does) => [does as string, new Map<string, number>(states.map((of) => [of, 0]))]),
  );
  return {
    faults,
    cells,
    fault: (kind) => void faults.set(kind, (faults.get(kind) ?? 0) + 1),
    step(does, state) {
      const row = cells.get(does);
      row?.set(state, (row.get(state) ?? 0) + 1);
    },
  };
}

/** Faults that never happened, and steps that never happened in some state. */
export function neverHappened({ faults, cells }: Tally): { faults: string[]; cells: string[] } {
  const unmet = (counts: ReadonlyMap<string, number>) =>
    [...counts].filter(([, times]) => times === 0).map(([what]) => what);
  return {
    faults: unmet(faults),
    cells: [...cells].flatMap(([does, row]) => unmet(row).map((state) => `${does} (${state})`)),
  };
}
