import { emptyWindow } from "../messages/empty-window.ts";
import type { ChatMessage, ChatState, MessageWindow } from "../store/state.ts";
import type { ThreadList, ThreadState } from "./thread-state.ts";

/** An open thread, or undefined. */
export function selectThread(cid: string, messageId: string) {
  return (state: ChatState): ThreadState | undefined => state.channels[cid]?.threads[messageId];
}

/** The loaded stretch of a thread's replies, with its load status and whether there is more. */
export function selectThreadWindow(cid: string, messageId: string) {
  return (state: ChatState): MessageWindow =>
    selectThread(cid, messageId)(state)?.window ?? emptyWindow;
}

/** The replies to show in a thread, oldest first. */
export function selectReplies(cid: string, messageId: string) {
  return (state: ChatState): readonly ChatMessage[] =>
    selectThreadWindow(cid, messageId)(state).items;
}

/** The threads that the viewer follows, as far as they were loaded. */
export function selectThreadList(state: ChatState): ThreadList {
  return state.threadList;
}
