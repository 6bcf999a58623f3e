import type { Space } from "@natter/client";
import {
  ChannelList,
  IconButton,
  Menu,
  useChatClient,
  useToast,
  type MenuItem,
} from "@natter/react";
import { useMemo, useRef, useState, type ReactElement } from "react";
import { useLocation } from "wouter";
import { pathOfChannel, paths } from "../app/paths.ts";
import { useRouterHref } from "../app/use-router-href.ts";
import { CreateChannelDialog } from "../channels/create-channel-dialog.tsx";
import { ConfirmDialog } from "../shell/confirm-dialog.tsx";
import { NameDialog } from "../shell/name-dialog.tsx";
import { sentenceOf } from "../shell/sentence-of.ts";
import { InviteDialog } from "./invite-dialog.tsx";

export type SpaceSidebarProps = { readonly space: Space; readonly cid: string | undefined };

type Open = "menu" | "invite" | "channel" | "rename" | "leave" | null;

/** The space's name, what can be done with it, and its channels. */
export function SpaceSidebar({ space, cid }: SpaceSidebarProps): ReactElement {
  const client = useChatClient();
  const toast = useToast();
  const [, navigate] = useLocation();
  const href = useRouterHref();
  const [open, setOpen] = useState<Open>(null);
  const menuButton = useRef<HTMLButtonElement>(null);
  const filter = useMemo(() => ({ spaceId: space.id }), [space.id]);
  const close = () => setOpen(null);
  const manages = space.role === "owner" || space.role === "admin";
  const items: MenuItem[] = [
    { id: "invite", label: "Invite people", icon: "user-plus", run: () => setOpen("invite") },
    { id: "channel", label: "Create channel", icon: "plus", run: () => setOpen("channel") },
    ...(manages
      ? [
          {
            id: "rename",
            label: "Rename space",
            icon: "edit" as const,
            run: () => setOpen("rename"),
          },
        ]
      : []),
    ...(space.role === "owner"
      ? []
      : [
          {
            id: "leave",
            label: "Leave space",
            icon: "logout" as const,
            run: () => setOpen("leave"),
          },
        ]),
  ];
  const leave = () => {
    client.spaces.leave(space.id).then(
      () => navigate(paths.home),
      (failure: unknown) => toast(sentenceOf(failure)),
    );
  };
  return (
    <>
      <div className="sidebar-header">
        <div className="sidebar-title">
          <h2>
            <bdi>{space.name}</bdi>
          </h2>
          <p>
            {space.memberCount === 1 ? "1 member" : `${space.memberCount.toLocaleString()} members`}
          </p>
        </div>
        <IconButton
          ref={menuButton}
          icon="more"
          label={`${space.name}: more`}
          aria-haspopup="menu"
          aria-expanded={open === "menu"}
          onClick={() => setOpen(open === "menu" ? null : "menu")}
        />
      </div>
      <nav className="sidebar-scroll" aria-label="Channels">
        <div className="sidebar-section">
          <h3>Channels</h3>
          <IconButton
            icon="plus"
            size="small"
            label="Create channel"
            onClick={() => setOpen("channel")}
          />
        </div>
        <ChannelList
          filter={filter}
          activeCid={cid}
          hrefOf={(channel) => href(pathOfChannel(channel))}
          onOpen={(channel) => navigate(pathOfChannel(channel))}
        />
      </nav>
      <div className="sidebar-footer">
        <button type="button" className="sidebar-invite" onClick={() => setOpen("invite")}>
          Invite people
        </button>
      </div>
      {open === "menu" && (
        <Menu label={space.name} items={items} anchor={menuButton} onClose={close} />
      )}
      {open === "rename" && (
        <NameDialog
          title="Rename the space"
          label="Name"
          initial={space.name}
          submitLabel="Save"
          onClose={close}
          onSubmit={async (name) => void (await client.spaces.update(space.id, name))}
        />
      )}
      {open === "leave" && (
        <ConfirmDialog
          title={`Leave ${space.name}?`}
          text="You need a new invite to come back."
          action="Leave space"
          onConfirm={leave}
          onClose={close}
        />
      )}
      {open === "invite" && <InviteDialog space={space} onClose={close} />}
      {open === "channel" && (
        <CreateChannelDialog spaceId={space.id} mayBePrivate={manages} onClose={close} />
      )}
    </>
  );
}
