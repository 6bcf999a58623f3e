// For the room of messages, which writes replies: nothing here may lead back to it.
export { followerIds } from "./follow-rows.ts";
export { replyParts, type ReplyParams } from "./reply-parts.ts";
export { deleteThreadsUnder, saveThread, type ReplyTally } from "./thread-rows.ts";
export { summaryView, threadSummaries, type ThreadSummaries } from "./thread-summaries.ts";
