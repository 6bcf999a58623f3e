import type { ChatMessage } from "@natter/client";
import { slot } from "../components/slot.tsx";
import { lazyPart } from "../loading/lazy-part.tsx";

export type PollProps = { readonly message: ChatMessage };

/** A question with its options and how many chose each. A vote counts at once and can be changed until the poll is closed. */
export const Poll = slot(
  "Poll",
  lazyPart<PollProps>(async () => (await import("./open-poll.tsx")).OpenPoll),
);
