import type { Capability, Channel } from "@natter/client";
import { IconButton, Menu, useChatClient, useToast, type MenuItem } from "@natter/react";
import { useRef, useState, type ReactElement } from "react";
import { useLocation } from "wouter";
import { sentenceOf } from "../shell/sentence-of.ts";
import { ConfirmDialog } from "../shell/confirm-dialog.tsx";
import { NameDialog } from "../shell/name-dialog.tsx";
import { AddPeopleDialog } from "./add-people-dialog.tsx";

export type ChannelMenuProps = {
  readonly channel: Channel;
  /** Where one is after leaving it. */
  readonly exit: string;
};

type Open = "menu" | "people" | "rename" | "leave" | "delete" | null;

/** What can be done with a channel as a whole; only what the viewer may do is offered. */
export function ChannelMenu({ channel, exit }: ChannelMenuProps): ReactElement | null {
  const client = useChatClient();
  const toast = useToast();
  const [, navigate] = useLocation();
  const [open, setOpen] = useState<Open>(null);
  const button = useRef<HTMLButtonElement>(null);
  const close = () => setOpen(null);
  const handle = client.channel(channel.cid);
  const items = offered(channel, setOpen);
  const away = (work: Promise<void>) => {
    work.then(
      () => navigate(exit),
      (failure: unknown) => toast(sentenceOf(failure)),
    );
  };
  if (items.length === 0) return null;
  return (
    <>
      <IconButton
        ref={button}
        icon="more"
        label="Channel: more"
        aria-haspopup="menu"
        aria-expanded={open === "menu"}
        onClick={() => setOpen(open === "menu" ? null : "menu")}
      />
      {open === "menu" && (
        <Menu label={channel.title} items={items} anchor={button} onClose={close} />
      )}
      {open === "people" && <AddPeopleDialog channel={channel} onClose={close} />}
      {open === "rename" && (
        <NameDialog
          title="Rename the channel"
          label="Name"
          initial={channel.name ?? ""}
          submitLabel="Save"
          onClose={close}
          onSubmit={async (name) => void (await handle.update({ name }))}
        />
      )}
      {open === "leave" && (
        <ConfirmDialog
          title={`Leave ${channel.title}?`}
          text="You will not get its messages any more."
          action="Leave"
          onConfirm={() => away(handle.leave())}
          onClose={close}
        />
      )}
      {open === "delete" && (
        <ConfirmDialog
          title={`Delete ${channel.title}?`}
          text="The channel and all of its messages are gone for everybody. This cannot be undone."
          action="Delete channel"
          onConfirm={() => away(handle.deleteChannel())}
          onClose={close}
        />
      )}
    </>
  );
}

function offered(channel: Channel, open: (what: Open) => void): readonly MenuItem[] {
  const isDirect = channel.kind === "direct";
  const all: readonly (MenuItem & { readonly needs: Capability })[] = [
    {
      id: "people",
      needs: "manage-members",
      label: "Add people",
      icon: "user-plus",
      run: () => open("people"),
    },
    {
      id: "rename",
      needs: "update-channel",
      label: "Rename",
      icon: "edit",
      run: () => open("rename"),
    },
    { id: "leave", needs: "leave", label: "Leave", icon: "logout", run: () => open("leave") },
    {
      id: "delete",
      needs: "delete-channel",
      label: "Delete channel",
      icon: "trash",
      danger: true,
      run: () => open("delete"),
    },
  ];
  return isDirect ? [] : all.filter((item) => channel.capabilities.includes(item.needs));
}
