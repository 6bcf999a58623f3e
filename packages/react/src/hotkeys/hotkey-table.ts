import type { StringKey } from "../strings/english.ts";
import type { HotkeyId } from "./hotkey-keys.ts";

/** Where a key counts: anywhere in the chat, in the list of messages, or in the composer. */
export type HotkeyScope = "chat" | "messages" | "composer";

export type HotkeyRow = { readonly label: StringKey; readonly scope: HotkeyScope };

/** What every key of the kit is for, as `HotkeySheet` shows it. */
export const hotkeys: Readonly<Record<HotkeyId, HotkeyRow>> = {
  "switcher.open": { label: "hotkeys.switcher", scope: "chat" },
  "channel.previous": { label: "hotkeys.previous", scope: "chat" },
  "channel.next": { label: "hotkeys.next", scope: "chat" },
  "unread.previous": { label: "hotkeys.previousUnread", scope: "chat" },
  "unread.next": { label: "hotkeys.nextUnread", scope: "chat" },
  "space.read": { label: "hotkeys.readAll", scope: "chat" },
  "landmark.next": { label: "hotkeys.landmark", scope: "chat" },
  "landmark.previous": { label: "hotkeys.landmarkBack", scope: "chat" },
  "panel.toggle": { label: "hotkeys.panel", scope: "chat" },
  "search.channel": { label: "hotkeys.search", scope: "chat" },
  "search.everywhere": { label: "hotkeys.searchAll", scope: "chat" },
  "sheet.open": { label: "hotkeys.sheet", scope: "chat" },
  "message.walk": { label: "hotkeys.walk", scope: "messages" },
  "message.inside": { label: "hotkeys.inside", scope: "messages" },
  "message.reply": { label: "hotkeys.reply", scope: "messages" },
  "message.thread": { label: "hotkeys.thread", scope: "messages" },
  "message.edit": { label: "hotkeys.edit", scope: "messages" },
  "message.react": { label: "hotkeys.react", scope: "messages" },
  "message.markUnread": { label: "hotkeys.markUnread", scope: "messages" },
  "message.delete": { label: "hotkeys.delete", scope: "messages" },
  "message.menu": { label: "hotkeys.menu", scope: "messages" },
  "list.oldestUnread": { label: "hotkeys.oldestUnread", scope: "messages" },
  "list.read": { label: "hotkeys.read", scope: "messages" },
  "composer.editLast": { label: "hotkeys.editLast", scope: "composer" },
  "composer.cancel": { label: "hotkeys.cancel", scope: "composer" },
  "composer.bold": { label: "hotkeys.bold", scope: "composer" },
  "composer.italic": { label: "hotkeys.italic", scope: "composer" },
  "composer.strike": { label: "hotkeys.strike", scope: "composer" },
  "composer.code": { label: "hotkeys.code", scope: "composer" },
  "composer.link": { label: "hotkeys.link", scope: "composer" },
};

/** The ids of the kit's keys, in the order in which they are shown. */
export const hotkeyIds = Object.keys(hotkeys) as readonly HotkeyId[]; // its keys are its type
