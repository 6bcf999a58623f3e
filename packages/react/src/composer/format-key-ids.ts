import type { HotkeyId } from "../hotkeys/hotkey-keys.ts";

/** The keys that format what is selected; what they do is fetched at the first of them. */
export const formatKeyIds = [
  "composer.bold",
  "composer.italic",
  "composer.strike",
  "composer.link",
  "composer.code",
] as const satisfies readonly HotkeyId[];

export type FormatKeyId = (typeof formatKeyIds)[number];
