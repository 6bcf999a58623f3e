import type { Space } from "@natter/client";
import {
  BrowseChannels,
  ChannelList,
  CreateChannelDialog,
  IconButton,
  InviteDialog,
  Menu,
  SpaceSettings,
  useSpace,
  useStrings,
  type MenuItem,
} from "@natter/react";
import { useMemo, useRef, useState, type ReactElement } from "react";
import { useLocation } from "wouter";
import { pathOfChannel, paths } from "../app/paths.ts";
import { useGo } from "../app/use-go.ts";
import { useRouterHref } from "../app/use-router-href.ts";
import { useWords } from "../words/language-provider.tsx";
import { inviteUrl } from "./invite-url.ts";

export type SpaceSidebarProps = { readonly space: Space; readonly cid: string | undefined };

type Open = "menu" | "invite" | "channel" | "browse" | "settings" | null;

/** The space's name, what can be done with it, and its channels. */
export function SpaceSidebar({ space, cid }: SpaceSidebarProps): ReactElement {
  const w = useWords();
  const strings = useStrings();
  const go = useGo();
  const [, navigate] = useLocation();
  const href = useRouterHref();
  const { may } = useSpace(space.id);
  const [open, setOpen] = useState<Open>(null);
  const menuButton = useRef<HTMLButtonElement>(null);
  const filter = useMemo(() => ({ spaceId: space.id }), [space.id]);
  const close = () => setOpen(null);
  const items: readonly (MenuItem & { readonly isThere: boolean })[] = [
    {
      id: "invite",
      label: w("space.invite"),
      icon: "user-plus",
      isThere: may("invite"),
      run: () => setOpen("invite"),
    },
    {
      id: "channel",
      label: w("space.newChannel"),
      icon: "plus",
      isThere: may("create-channel"),
      run: () => setOpen("channel"),
    },
    {
      id: "browse",
      label: w("space.browse"),
      icon: "hash",
      isThere: true,
      run: () => setOpen("browse"),
    },
    {
      id: "settings",
      label: w("space.settings"),
      icon: "gear",
      isThere: true,
      run: () => setOpen("settings"),
    },
  ];
  return (
    <>
      <div className="sidebar-header">
        <div className="sidebar-title">
          <h2>
            <bdi>{space.name}</bdi>
          </h2>
          <p>{strings("channel.members", { count: space.memberCount })}</p>
        </div>
        <IconButton
          ref={menuButton}
          icon="more"
          label={w("space.more", { name: space.name })}
          aria-haspopup="menu"
          aria-expanded={open === "menu"}
          onClick={() => setOpen(open === "menu" ? null : "menu")}
        />
      </div>
      <nav className="sidebar-scroll" aria-label={w("space.channels")}>
        <div className="sidebar-section">
          <h3>{w("space.channels")}</h3>
          {may("create-channel") && (
            <IconButton
              icon="plus"
              size="small"
              label={w("space.newChannel")}
              onClick={() => setOpen("channel")}
            />
          )}
        </div>
        <ChannelList
          filter={filter}
          activeCid={cid}
          hrefOf={(channel) => href(pathOfChannel(channel))}
          onOpen={go.toChannel}
        />
      </nav>
      {may("invite") && (
        <div className="sidebar-footer">
          <button type="button" className="sidebar-invite" onClick={() => setOpen("invite")}>
            {w("space.invite")}
          </button>
        </div>
      )}
      {open === "menu" && (
        <Menu
          label={space.name}
          items={items.filter(({ isThere }) => isThere)}
          anchor={menuButton}
          onClose={close}
        />
      )}
      {open === "invite" && (
        <InviteDialog spaceId={space.id} inviteUrl={inviteUrl} onClose={close} />
      )}
      {open === "channel" && (
        <CreateChannelDialog spaceId={space.id} onOpen={go.toChannel} onClose={close} />
      )}
      {open === "browse" && (
        <BrowseChannels spaceId={space.id} onOpen={go.toChannel} onClose={close} />
      )}
      {open === "settings" && (
        <SpaceSettings
          spaceId={space.id}
          inviteUrl={inviteUrl}
          onClose={close}
          onGone={() => navigate(paths.home)}
        />
      )}
    </>
  );
}
