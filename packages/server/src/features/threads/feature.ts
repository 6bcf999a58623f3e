import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { followThread, markThreadRead, markThreadUnread, unfollowThread } from "./change-follow.ts";
import { eraseFollows } from "./erase-follows.ts";
import { getThread, listReplies, listThreads, readThreadsUnread } from "./read-threads.ts";
import { viewThreads } from "./thread-events.ts";

/** Threads: the replies to one message, who follows them, and what of them is unread. */
export const threadsFeature: Feature = {
  name: "threads",
  handlers: {
    "threads.list": (call, { query }) => listThreads(asUser(call), query),
    "threads.unread": (call) => readThreadsUnread(asUser(call)),
    "threads.get": async (call, { params }) => ({
      thread: await getThread(asUser(call), params.messageId),
    }),
    "threads.replies": (call, { params, query }) =>
      listReplies(asUser(call), params.messageId, query),
    "threads.follow": async (call, { params }) => ({
      standing: await followThread(asUser(call), params.messageId),
    }),
    "threads.unfollow": async (call, { params }) => ({
      standing: await unfollowThread(asUser(call), params.messageId),
    }),
    "threads.markRead": async (call, { params, body }) => ({
      standing: await markThreadRead(asUser(call), { ...params, ...body }),
    }),
    "threads.markUnread": async (call, { params, body }) => ({
      standing: await markThreadUnread(asUser(call), { ...params, ...body }),
    }),
  },
  eraseUser: eraseFollows,
  views: { "thread.updated": viewThreads },
};
