import { HistoryQuery } from "../messages.ts";
import { route } from "../route.ts";
import * as threads from "../threads.ts";
import { ofMessage } from "./params.ts";

export const threadsRoutes = {
  "threads.list": route("threads.list", {
    auth: "user",
    summary: "The threads that the caller follows, newest reply first",
    query: threads.ThreadListQuery,
    answer: threads.ThreadPage,
    status: 200,
    errors: [],
  }),
  "threads.unread": route("threads.unread", {
    auth: "user",
    summary: "Unread replies in all threads that the caller follows",
    answer: threads.ThreadsUnread,
    status: 200,
    errors: [],
  }),
  "threads.get": route("threads.get", {
    auth: "user",
    summary: "A thread's root and what the caller is to the thread",
    params: ofMessage,
    answer: threads.ThreadAnswer,
    status: 200,
    errors: ["message.not_found", "thread.nested"],
  }),
  "threads.replies": route("threads.replies", {
    auth: "user",
    summary: "A page of the replies to a message",
    params: ofMessage,
    query: HistoryQuery,
    answer: threads.ReplyPage,
    status: 200,
    errors: ["message.not_found"],
  }),
  "threads.follow": route("threads.follow", {
    auth: "user",
    summary: "Follow a thread",
    params: ofMessage,
    answer: threads.ThreadStandingAnswer,
    status: 200,
    rpc: true,
    errors: ["message.not_found", "thread.nested"],
  }),
  "threads.unfollow": route("threads.unfollow", {
    auth: "user",
    summary: "Follow a thread no longer, until one replies in it again",
    params: ofMessage,
    answer: threads.ThreadStandingAnswer,
    status: 200,
    rpc: true,
    errors: ["message.not_found", "thread.nested"],
  }),
  "threads.markRead": route("threads.markRead", {
    auth: "user",
    summary: "Mark a thread read up to a reply",
    params: ofMessage,
    body: threads.MarkThreadReadInput,
    answer: threads.ThreadStandingAnswer,
    status: 200,
    rpc: true,
    errors: ["message.not_found", "thread.nested", "read.stale_generation"],
  }),
  "threads.markUnread": route("threads.markUnread", {
    auth: "user",
    summary: "Mark a thread unread from a reply on",
    params: ofMessage,
    body: threads.MarkThreadUnreadInput,
    answer: threads.ThreadStandingAnswer,
    status: 200,
    rpc: true,
    errors: ["message.not_found", "thread.nested"],
  }),
} as const;
