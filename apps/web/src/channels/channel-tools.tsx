import type { Channel } from "@natter/client";
import {
  ChannelSettings,
  IconButton,
  Menu,
  NotificationSettingsDialog,
  ReportDialog,
  useAttempt,
  useChannelActions,
  useStrings,
  type MenuItem,
} from "@natter/react";
import { useRef, useState, type ReactElement } from "react";
import { useLocation } from "wouter";
import { useWords } from "../words/language-provider.tsx";
import type { SidePanel } from "./side-panel.ts";

export type ChannelToolsProps = {
  readonly channel: Channel;
  readonly panel: SidePanel;
  /** Where one is after leaving it. */
  readonly exit: string;
};

type Open = "menu" | "settings" | "notifications" | "report" | null;

/** What stands at the end of a channel's header: search, members, pins, and a menu of the rest. */
export function ChannelTools({ channel, panel, exit }: ChannelToolsProps): ReactElement {
  const w = useWords();
  const strings = useStrings();
  const [, navigate] = useLocation();
  const attempt = useAttempt();
  const { leave } = useChannelActions(channel.cid);
  const [open, setOpen] = useState<Open>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(null);
  const { shown, toggle } = panel;
  const can = (capability: (typeof channel.capabilities)[number]) =>
    channel.capabilities.includes(capability);
  const isMember = channel.membership !== null;
  const out = async () => {
    if (await attempt(leave)) navigate(exit);
  };
  const items: readonly (MenuItem & { readonly isThere: boolean })[] = [
    {
      id: "pins",
      label: w("channel.pins"),
      icon: "pin",
      isThere: true,
      run: () => toggle("pins"),
    },
    {
      id: "scheduled",
      label: w("channel.scheduled"),
      icon: "clock",
      isThere: can("schedule"),
      run: () => toggle("scheduled"),
    },
    {
      id: "notifications",
      label: w("channel.notifications"),
      icon: "bell",
      isThere: isMember,
      run: () => setOpen("notifications"),
    },
    {
      id: "settings",
      label: w("channel.settings"),
      icon: "gear",
      isThere: true,
      run: () => setOpen("settings"),
    },
    {
      id: "moderation",
      label: w("channel.queue"),
      icon: "shield",
      isThere: can("moderate") && channel.kind !== "direct",
      run: () => toggle("moderation"),
    },
    {
      id: "report",
      label: w("channel.report"),
      icon: "flag",
      isThere: channel.kind !== "direct",
      run: () => setOpen("report"),
    },
    {
      id: "leave",
      label: strings("settings.leave"),
      icon: "logout",
      isThere: can("leave"),
      run: () => void out(),
    },
  ];
  return (
    <>
      <IconButton
        icon="search"
        label={w("channel.search")}
        aria-pressed={shown === "search"}
        onClick={() => toggle("search")}
      />
      {channel.kind !== "direct" && (
        <IconButton
          icon="people"
          label={w("channel.members")}
          aria-pressed={shown === "members"}
          onClick={() => toggle("members")}
        />
      )}
      <IconButton
        ref={button}
        icon="more"
        label={w("channel.menu")}
        aria-haspopup="menu"
        aria-expanded={open === "menu"}
        onClick={() => setOpen(open === "menu" ? null : "menu")}
      />
      {open === "menu" && (
        <Menu
          label={channel.title}
          items={items.filter(({ isThere }) => isThere)}
          anchor={button}
          onClose={close}
        />
      )}
      {open === "settings" && (
        <ChannelSettings cid={channel.cid} onClose={close} onGone={() => navigate(exit)} />
      )}
      {open === "notifications" && <NotificationSettingsDialog cid={channel.cid} onClose={close} />}
      {open === "report" && (
        <ReportDialog
          subject={{ type: "channel", id: channel.cid }}
          name={channel.title}
          onClose={close}
        />
      )}
    </>
  );
}
