import type { Tabs } from "../adapters/tabs/port.ts";

/** The other tabs of the same user: known to each other, so that what one leaves undone is done by another. */
export type Neighbours = {
  /** Says that everything stored is deleted. */
  tellWiped(): void;
  /** Says that everything stored is deleted but what is not sent. */
  tellForgotten(): void;
  stop(): void;
};

type Reactions = {
  /** A tab has ended, and this one is to take over what it left. */
  onGone(): void;
  onWiped(): void;
  onForgotten(): void;
};

type Greeting = { readonly greets: "here" | "wiped" | "forgotten"; readonly tab: string };

export function watchNeighbours(
  tabs: Tabs,
  { onGone, onWiped, onForgotten }: Reactions,
): Neighbours {
  const known = new Set<string>();
  let stopped = false;

  async function meet(tab: string): Promise<void> {
    if (known.has(tab)) return;
    known.add(tab);
    tabs.post({ greets: "here", tab: tabs.id } satisfies Greeting);
    try {
      await tabs.whenGone(tab);
    } catch {
      return; // this tab ended first
    }
    known.delete(tab);
    // One of those who are left is enough, and all of them can say which.
    if (!stopped && [...known].every((other) => tabs.id < other)) onGone();
  }

  const stopListening = tabs.listen((message) => {
    if (typeof message !== "object" || message === null || !("greets" in message)) return;
    const { greets, tab } = message as Greeting; // nobody else greets on this channel
    if (greets === "wiped") onWiped();
    else if (greets === "forgotten") onForgotten();
    else void meet(tab);
  });
  const tell = (greets: Greeting["greets"]) =>
    tabs.post({ greets, tab: tabs.id } satisfies Greeting);
  tell("here");

  return {
    tellWiped: () => tell("wiped"),
    tellForgotten: () => tell("forgotten"),
    stop() {
      stopped = true;
      stopListening();
    },
  };
}
