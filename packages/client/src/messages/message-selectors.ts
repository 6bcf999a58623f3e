import type { ChatMessage, ChatState, MessageWindow } from "../store/state.ts";
import { emptyWindow } from "./empty-window.ts";

/** The messages to show in a channel, oldest first. */
export function selectMessages(cid: string) {
  return (state: ChatState): readonly ChatMessage[] => selectWindow(cid)(state).items;
}

/** The loaded stretch of a channel's history, with its load status and whether there is more. */
export function selectWindow(cid: string) {
  return (state: ChatState): MessageWindow => state.channels[cid]?.window ?? emptyWindow;
}

/** One message of the loaded stretch, by its key or id. */
export function selectMessage(cid: string, keyOrId: string) {
  return (state: ChatState): ChatMessage | undefined =>
    selectMessages(cid)(state).find((message) => message.key === keyOrId || message.id === keyOrId);
}
