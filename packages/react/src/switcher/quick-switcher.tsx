import type { Channel } from "@natter/client";
import { useEffect, useId, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { useStartChat } from "../channels/use-start-chat.ts";
import { slot } from "../components/slot.tsx";
import { Avatar } from "../people/avatar.tsx";
import { Dialog } from "../primitives/dialog.tsx";
import { Icon } from "../primitives/icon.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { UnreadBadge } from "../unread/unread-badge.tsx";
import { useSwitcherItems, type SwitcherCommand, type SwitcherItem } from "./use-switcher-items.ts";

export type QuickSwitcherProps = {
  readonly onOpen: (channel: Channel) => void;
  readonly onClose: () => void;
  /** What can be done beside going somewhere. */
  readonly commands?: readonly SwitcherCommand[];
};

const noCommands: readonly SwitcherCommand[] = [];

/** Goes to a channel, a person or a command by a few letters of its name. */
export const QuickSwitcher = slot("QuickSwitcher", DefaultQuickSwitcher);

function DefaultQuickSwitcher(props: QuickSwitcherProps): ReactElement {
  const { onOpen, onClose, commands = noCommands } = props;
  const strings = useStrings();
  const toast = useToast();
  const startChat = useStartChat();
  const [query, setQuery] = useState("");
  const [at, setAt] = useState(0);
  const items = useSwitcherItems(query, commands);
  const active = Math.min(at, items.length - 1);
  const listId = useId();
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active, items]);

  const choose = (item: SwitcherItem | undefined) => {
    if (item === undefined) return;
    onClose();
    if (item.type === "command") item.run();
    else if (item.type === "channel") onOpen(item.channel);
    else startChat(item.userId).then(onOpen, () => toast(strings("error.generic")));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const last = items.length - 1;
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: active === last ? 0 : active + 1,
      ArrowUp: active <= 0 ? last : active - 1,
      PageDown: Math.min(active + 8, last),
      PageUp: Math.max(active - 8, 0),
    };
    const to = steps[event.key];
    if (to !== undefined) setAt(to);
    else if (event.key === "Enter") choose(items[active]);
    else return;
    event.preventDefault();
  };

  return (
    <Dialog title={strings("switcher.title")} onClose={onClose}>
      <div data-natter="switcher">
        <input
          // Not `search`, which a browser empties at the first Escape: that one is to close the switcher.
          type="text"
          role="combobox"
          aria-label={strings("switcher.label")}
          aria-expanded={items.length > 0}
          aria-controls={listId}
          aria-activedescendant={items[active] ? `${listId}-${active}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          enterKeyHint="go"
          spellCheck={false}
          placeholder={strings("switcher.placeholder")}
          value={query}
          onChange={(event) => {
            setQuery(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKeyDown}
        />
        <div ref={list} id={listId} role="listbox" aria-label={strings("switcher.title")}>
          {items.map((item, index) => (
            <button
              type="button"
              tabIndex={-1}
              key={item.id}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              data-part="item"
              data-type={item.type}
              onPointerMove={() => setAt(index)}
              onClick={() => choose(item)}
            >
              <SwitcherRow item={item} />
            </button>
          ))}
        </div>
        <p data-part="result" role="status">
          {items.length === 0
            ? strings("switcher.none", { query })
            : query !== "" && (
                <span data-natter="visually-hidden">
                  {strings("switcher.count", { count: items.length })}
                </span>
              )}
        </p>
      </div>
    </Dialog>
  );
}

function SwitcherRow({ item }: { readonly item: SwitcherItem }): ReactElement {
  return (
    <>
      <SwitcherSign item={item} />
      <span data-part="text">
        <bdi>{item.text}</bdi>
        {item.type === "channel" && item.hint && (
          <span data-part="hint">
            <bdi>{item.hint}</bdi>
          </span>
        )}
      </span>
      {item.type === "channel" && <UnreadBadge count={item.channel.unread.count} />}
    </>
  );
}

function SwitcherSign({ item }: { readonly item: SwitcherItem }): ReactElement {
  if (item.type === "command") return <Icon name="check" size={18} />;
  if (item.type === "person") return <Avatar id={item.userId} image={item.image} size="1.5rem" />;
  const { channel } = item;
  if (channel.kind === "space") {
    return <Icon name={channel.visibility === "private" ? "lock" : "hash"} size={18} />;
  }
  return (
    <Avatar
      id={channel.other?.id ?? channel.cid}
      image={channel.other?.image ?? channel.image}
      size="1.5rem"
    />
  );
}
