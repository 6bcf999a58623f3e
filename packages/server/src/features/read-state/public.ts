export { mendWatermark } from "./mend-watermark.ts";
export { readStatesOf } from "./read-state-rows.ts";
export { readUnread } from "./read-unread.ts";
