// A door of its own: what leads to the messages must not lie on the way of the room of messages.
export { readThreadsUnread } from "../read-threads.ts";
export { threadsBehind } from "../follow-rows.ts";
export { mendSummaries, mendThreadWatermarks } from "../mend-threads.ts";
