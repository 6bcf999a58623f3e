import { createChance, type Chance } from "./chance.ts";

/** One thing that happens in a run: `at` after the one before it, to the client or channel that `who` and `where` choose. */
export type Step = {
  readonly does: (typeof kinds)[number]["does"];
  /** Milliseconds of virtual time after the step before. */
  readonly after: number;
  readonly who: number;
  readonly where: number;
  /** A choice of what is there by then: a message, a duration, a number. */
  readonly what: number;
};

/** What kind of network a run has. */
export type Weather = {
  readonly drops: number;
  readonly doubles: number;
  /** Longest delay of a publication, in ms; above the shortest they overtake each other. */
  readonly delayMs: number;
};

export type Schedule = {
  readonly seed: number;
  readonly clients: number;
  readonly channels: number;
  readonly weather: Weather;
  /** Whether all devices are of one person; else they are of three. */
  readonly alone?: boolean;
  /** How many of the channels are large from the start; none if it is not said. */
  readonly large?: number;
  readonly steps: readonly Step[];
};

// What people do, what happens on the server, and what breaks, by how often.
const kinds = [
  { does: "send", weight: 12 },
  { does: "edit", weight: 4 },
  { does: "delete", weight: 2 },
  { does: "react", weight: 4 },
  { does: "unreact", weight: 2 },
  { does: "mark read", weight: 5 },
  { does: "mark unread", weight: 2 },
  { does: "load older", weight: 2 },
  { does: "jump", weight: 1 },
  { does: "jump to latest", weight: 2 },
  { does: "open", weight: 3 },
  { does: "close", weight: 2 },
  { does: "rename", weight: 1 },
  { does: "leave", weight: 1 },
  { does: "join", weight: 1 },
  { does: "delete channel", weight: 0.2 },
  { does: "change mode", weight: 1.2 },
  { does: "restore backup", weight: 0.4 },
  { does: "trim log", weight: 0.6 },
  { does: "talk elsewhere", weight: 2 },
  { does: "steal id", weight: 2 },
  { does: "go offline", weight: 2 },
  { does: "lose socket", weight: 2 },
  { does: "fail calls", weight: 3 },
  { does: "lose answers", weight: 3 },
  { does: "slow answers", weight: 3 },
  { does: "restart server", weight: 0.7 },
  { does: "restart hub", weight: 0.7 },
  { does: "kill tab", weight: 1.5 },
  { does: "break storage", weight: 0.7 },
  { does: "shift clock", weight: 0.8 },
  { does: "end token", weight: 0.5 },
  { does: "wait", weight: 3 },
] as const;

/** Everything that can happen in a run. */
export const stepKinds: readonly Step["does"][] = kinds.map(({ does }) => does);

/** What may have a message refused, or lost with a broken storage. Without these, each one that is sent must arrive. */
const losing: ReadonlySet<Step["does"]> = new Set([
  ...(["leave", "join", "delete channel", "break storage"] as const),
]);

/** Whether every message that is sent in a schedule must arrive. */
export function mustArrive({ steps }: Schedule): boolean {
  return !steps.some(({ does }) => losing.has(does));
}

/** Half of all steps follow at once; a few so late that what was lost by then is called offline. */
function pauseOf(roll: number): number {
  if (roll < 0.5) return 0;
  return roll < 0.97 ? Math.floor((roll - 0.5) * 850) : 8_000 + Math.floor((roll - 0.97) * 250_000);
}

/** The schedule of a seed: always the same one. */
export function makeSchedule(seed: number): Schedule {
  const chance = createChance(seed);
  const isRough = chance.number() < 0.7;
  const weather = {
    drops: isRough ? chance.number() * 0.3 : 0,
    doubles: isRough ? chance.number() * 0.2 : 0,
    delayMs: isRough ? 20 + chance.below(1_500) : 20,
  };
  const clients = 2 + chance.below(5);
  const channels = 1 + chance.below(3);
  const isOrderly = chance.number() < 0.5;
  const possible = kinds.filter(({ does }) => !isOrderly || !losing.has(does));
  const steps = chooseSteps(chance, possible);
  const large = chance.number() < 0.4 ? 1 + chance.below(channels) : 0;
  return { seed, clients, channels, weather, large, steps };
}

/** What moves read marks, and what keeps devices from hearing of each other. */
const ofReading = new Set<Step["does"]>([
  ...(["send", "delete", "mark read", "mark unread", "open", "close", "talk elsewhere"] as const),
  ...(["go offline", "lose socket", "lose answers", "slow answers", "kill tab", "wait"] as const),
]);

/** The schedule of a seed for five devices of one person who reads on all of them, offline too. */
export function makeReadingSchedule(seed: number): Schedule {
  const chance = createChance(seed);
  const delayMs = 20 + chance.below(1_000);
  const weather = { drops: chance.number() * 0.2, doubles: chance.number() * 0.2, delayMs };
  const channels = 1 + chance.below(2);
  const steps = chooseSteps(
    chance,
    kinds
      .filter(({ does }) => ofReading.has(does))
      .map(({ does, weight }) => ({ does, weight: does.startsWith("mark") ? 8 : weight })),
  );
  return { seed, clients: 5, channels, weather, alone: true, steps };
}

function chooseSteps(
  chance: Chance,
  possible: readonly { readonly does: Step["does"]; readonly weight: number }[],
): readonly Step[] {
  const totalWeight = possible.reduce((sum, { weight }) => sum + weight, 0);
  return Array.from({ length: 20 + chance.below(80) }, (): Step => {
    let left = chance.number() * totalWeight;
    const kind = possible.find(({ weight }) => (left -= weight) < 0) ?? kinds[0];
    return {
      does: kind.does,
      after: pauseOf(chance.number()),
      who: chance.below(1_000),
      where: chance.below(1_000),
      what: chance.below(1_000),
    };
  });
}
