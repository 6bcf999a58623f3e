import type { HotkeySheetProps } from "../../hotkeys/hotkey-sheet.tsx";
import type { QuickSwitcherProps } from "../../switcher/quick-switcher.tsx";

export type NavigationSlots = {
  readonly HotkeySheet: HotkeySheetProps;
  readonly QuickSwitcher: QuickSwitcherProps;
};
