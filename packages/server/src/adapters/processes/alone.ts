import type { Processes } from "./port.ts";

/** One process: it is the primary, and all there is. */
export const alone: Processes = {
  isPrimary: true,
  name: "",
  inPrimary: (_name, run) => (input) => run(input, ""),
  everywhere: (_name, run) => async (input) => [await run(input)],
  onGone: () => undefined,
};
