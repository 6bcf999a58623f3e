import type { Phrases } from "../phrase.ts";

export const threads = {
  "thread.empty": "No replies yet. Write the first one.",
  "thread.follow": "Follow",
  "thread.following": "Following",
  "thread.gone": "This thread is not there any more.",
  "thread.label": "Thread",
  "thread.open": "Show the thread",
  "threads.empty": "You follow no threads yet.",
} as const satisfies Phrases;
