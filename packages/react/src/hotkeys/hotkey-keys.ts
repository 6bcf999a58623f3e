/**
 * Every key of the kit, as `mod+shift+k`: `mod` is Ctrl, on a Mac Command. Several, when each does the same. What each is for
 * stands in `hotkey-table.ts`, which is fetched when somebody asks for it.
 */
const hotkeyKeys = {
  "switcher.open": ["mod+k"],
  "channel.previous": ["alt+ArrowUp"],
  "channel.next": ["alt+ArrowDown"],
  "unread.previous": ["alt+shift+ArrowUp"],
  "unread.next": ["alt+shift+ArrowDown"],
  "space.read": ["shift+Escape"],
  "landmark.next": ["F6", "mod+F6"],
  "landmark.previous": ["shift+F6", "mod+shift+F6"],
  "panel.toggle": ["mod+."],
  "search.channel": ["mod+f"],
  "search.everywhere": ["mod+shift+f"],
  "sheet.open": ["mod+/", "?"],
  "message.walk": ["ArrowUp", "ArrowDown"],
  "message.inside": ["Enter"],
  "message.reply": ["r"],
  "message.thread": ["t"],
  "message.edit": ["e"],
  "message.react": ["+"],
  "message.markUnread": ["u"],
  "message.delete": ["Delete"],
  "message.menu": ["shift+F10"],
  "list.oldestUnread": ["shift+PageUp"],
  "list.read": ["Escape"],
  "composer.editLast": ["ArrowUp"],
  "composer.cancel": ["Escape"],
  "composer.bold": ["mod+b"],
  "composer.italic": ["mod+i"],
  "composer.strike": ["mod+shift+x"],
  "composer.code": ["mod+e"],
  "composer.link": ["mod+shift+l"],
} as const satisfies Record<string, readonly string[]>;

export type HotkeyId = keyof typeof hotkeyKeys;

/** What the keyboard needs to get about, or the platform has for it, stays as it is. */
const fixed = [
  "message.walk",
  "message.inside",
  "message.menu",
  "list.read",
  "composer.editLast",
  "composer.cancel",
] as const satisfies readonly HotkeyId[];

type FixedId = (typeof fixed)[number];

/** Other keys for some of them; null for none. */
export type HotkeyChoice = {
  readonly [Id in Exclude<HotkeyId, FixedId>]?: string | readonly string[] | null;
};

/** The keys in force for one of them. */
export function keysOf(id: HotkeyId, choice: HotkeyChoice | false): readonly string[] {
  if (isFixed(id)) return hotkeyKeys[id];
  const chosen = choice === false ? null : choice[id];
  if (chosen === null) return [];
  return chosen === undefined ? hotkeyKeys[id] : [chosen].flat();
}

function isFixed(id: HotkeyId): id is FixedId {
  return fixed.some((one) => one === id);
}
