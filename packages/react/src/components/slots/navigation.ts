import type { ChannelTreeProps } from "../../channels/channel-tree.tsx";
import type { SpaceRailProps } from "../../channels/space-rail.tsx";
import type { ChatProps } from "../../chat/chat.tsx";
import type { ChatButtonProps } from "../../embed/chat-button.tsx";
import type { ChatLauncherProps } from "../../embed/chat-launcher.tsx";
import type { HotkeySheetProps } from "../../hotkeys/hotkey-sheet.tsx";
import type { QuickSwitcherProps } from "../../switcher/quick-switcher.tsx";

export type NavigationSlots = {
  readonly ChannelTree: ChannelTreeProps;
  readonly Chat: ChatProps;
  readonly ChatButton: ChatButtonProps;
  readonly ChatLauncher: ChatLauncherProps;
  readonly HotkeySheet: HotkeySheetProps;
  readonly QuickSwitcher: QuickSwitcherProps;
  readonly SpaceRail: SpaceRailProps;
};
