import type { StringKey } from "../strings/english.ts";

/** Where a key counts: anywhere in the chat, in the list of messages, or in the composer. */
export type HotkeyScope = "chat" | "messages" | "composer";

export type HotkeyRow = {
  /** As `mod+shift+k`: `mod` is Ctrl, on a Mac Command. Several, when each does the same. */
  readonly keys: readonly string[];
  readonly label: StringKey;
  readonly scope: HotkeyScope;
  /** What the keyboard needs to get about, or the platform has for it: it stands here to be found, and stays as it is. */
  readonly fixed?: true;
};

/** Every key of the kit, as `HotkeySheet` shows it. All but the fixed ones can be other keys, or none. */
export const hotkeys = {
  "switcher.open": { keys: ["mod+k"], label: "hotkeys.switcher", scope: "chat" },
  "channel.previous": { keys: ["alt+ArrowUp"], label: "hotkeys.previous", scope: "chat" },
  "channel.next": { keys: ["alt+ArrowDown"], label: "hotkeys.next", scope: "chat" },
  "unread.previous": {
    keys: ["alt+shift+ArrowUp"],
    label: "hotkeys.previousUnread",
    scope: "chat",
  },
  "unread.next": { keys: ["alt+shift+ArrowDown"], label: "hotkeys.nextUnread", scope: "chat" },
  "space.read": { keys: ["shift+Escape"], label: "hotkeys.readAll", scope: "chat" },
  "landmark.next": { keys: ["F6", "mod+F6"], label: "hotkeys.landmark", scope: "chat" },
  "landmark.previous": {
    keys: ["shift+F6", "mod+shift+F6"],
    label: "hotkeys.landmarkBack",
    scope: "chat",
  },
  "panel.toggle": { keys: ["mod+."], label: "hotkeys.panel", scope: "chat" },
  "search.channel": { keys: ["mod+f"], label: "hotkeys.search", scope: "chat" },
  "search.everywhere": { keys: ["mod+shift+f"], label: "hotkeys.searchAll", scope: "chat" },
  "sheet.open": { keys: ["mod+/", "?"], label: "hotkeys.sheet", scope: "chat" },
  "message.walk": {
    keys: ["ArrowUp", "ArrowDown"],
    label: "hotkeys.walk",
    scope: "messages",
    fixed: true,
  },
  "message.inside": { keys: ["Enter"], label: "hotkeys.inside", scope: "messages", fixed: true },
  "message.reply": { keys: ["r"], label: "hotkeys.reply", scope: "messages" },
  "message.thread": { keys: ["t"], label: "hotkeys.thread", scope: "messages" },
  "message.edit": { keys: ["e"], label: "hotkeys.edit", scope: "messages" },
  "message.react": { keys: ["+"], label: "hotkeys.react", scope: "messages" },
  "message.markUnread": { keys: ["u"], label: "hotkeys.markUnread", scope: "messages" },
  "message.delete": { keys: ["Delete"], label: "hotkeys.delete", scope: "messages" },
  "message.menu": { keys: ["shift+F10"], label: "hotkeys.menu", scope: "messages", fixed: true },
  "list.oldestUnread": {
    keys: ["shift+PageUp"],
    label: "hotkeys.oldestUnread",
    scope: "messages",
  },
  "list.read": { keys: ["Escape"], label: "hotkeys.read", scope: "messages", fixed: true },
  "composer.editLast": {
    keys: ["ArrowUp"],
    label: "hotkeys.editLast",
    scope: "composer",
    fixed: true,
  },
  "composer.cancel": { keys: ["Escape"], label: "hotkeys.cancel", scope: "composer", fixed: true },
  "composer.bold": { keys: ["mod+b"], label: "hotkeys.bold", scope: "composer" },
  "composer.italic": { keys: ["mod+i"], label: "hotkeys.italic", scope: "composer" },
  "composer.strike": { keys: ["mod+shift+x"], label: "hotkeys.strike", scope: "composer" },
  "composer.code": { keys: ["mod+e"], label: "hotkeys.code", scope: "composer" },
  "composer.link": { keys: ["mod+shift+l"], label: "hotkeys.link", scope: "composer" },
} as const satisfies Record<string, HotkeyRow>;

export type HotkeyId = keyof typeof hotkeys;

type Fixed = {
  [Id in HotkeyId]: (typeof hotkeys)[Id] extends { readonly fixed: true } ? Id : never;
}[HotkeyId];

/** Other keys for some of them; null for none. */
export type HotkeyChoice = {
  readonly [Id in Exclude<HotkeyId, Fixed>]?: string | readonly string[] | null;
};

/** The keys in force for one of them. */
export function keysOf(id: HotkeyId, choice: HotkeyChoice | false): readonly string[] {
  const row: HotkeyRow = hotkeys[id];
  if (row.fixed) return row.keys;
  if (choice === false) return [];
  const chosen = choice[id as Exclude<HotkeyId, Fixed>]; // the fixed ones are answered above
  if (chosen === null) return [];
  return chosen === undefined ? row.keys : [chosen].flat();
}
