import {
  HotkeyHelp,
  QuickSwitcher,
  useHotkey,
  useMarkAllRead,
  useStrings,
  type SwitcherCommand,
} from "@natter/react";
import { useState, type ReactElement } from "react";
import { useLocation, useRoute } from "wouter";
import { paths } from "../app/paths.ts";
import { useGo } from "../app/use-go.ts";
import { useWords } from "../words/language-provider.tsx";
import { useChannelKeys } from "./use-channel-keys.ts";
import { useLandmarkKeys } from "./use-landmark-keys.ts";

/** What keys do on every page: the quick switcher, the next channel, reading all of a space, the parts of the page, the sheet. */
export function AppKeys(): ReactElement {
  const w = useWords();
  const strings = useStrings();
  const go = useGo();
  const [, navigate] = useLocation();
  const [, atSpace] = useRoute("/s/:spaceId/*?");
  const markAllRead = useMarkAllRead(atSpace?.spaceId);
  const [isSwitching, setSwitching] = useState(false);
  useHotkey("switcher.open", () => setSwitching(true));
  useHotkey("space.read", () => void markAllRead());
  useLandmarkKeys();
  useChannelKeys();
  const commands: readonly SwitcherCommand[] = [
    { id: "inbox", label: strings("inbox.title"), run: () => navigate(paths.inbox()) },
    { id: "directs", label: w("directs.title"), run: () => navigate(paths.directs) },
    { id: "settings", label: w("settings.title"), run: () => navigate(paths.settings()) },
  ];
  return (
    <>
      {isSwitching && (
        <QuickSwitcher
          commands={commands}
          onOpen={go.toChannel}
          onClose={() => setSwitching(false)}
        />
      )}
      <HotkeyHelp />
    </>
  );
}
