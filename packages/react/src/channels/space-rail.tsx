import { selectSpaces, type Space } from "@natter/client";
import { useEffect, useRef, type KeyboardEvent, type ReactElement, type ReactNode } from "react";
import { slot } from "../components/slot.tsx";
import { Icon } from "../primitives/icon.tsx";
import { Skeleton } from "../primitives/skeleton.tsx";
import { useDelayed } from "../primitives/use-delayed.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { MentionBadge, UnreadBadge } from "../unread/unread-badge.tsx";
import { useUnread } from "../unread/use-unread.ts";
import { initialsOf } from "./initials-of.ts";

export type SpaceRailProps = {
  /** The open space; null for the viewer's direct and group channels. */
  readonly activeId: string | null;
  readonly onSelect: (spaceId: string | null) => void;
  /** Below the spaces: a way to create or join one. */
  readonly children?: ReactNode;
};

/** The viewer's direct channels and spaces, one under the other, with what is unread. Ctrl and a digit goes to one. */
export const SpaceRail = slot("SpaceRail", DefaultSpaceRail);

function DefaultSpaceRail({ activeId, onSelect, children }: SpaceRailProps): ReactElement {
  const strings = useStrings();
  const rail = useRef<HTMLElement>(null);
  const spaces = useChatState(selectSpaces);
  const status = useChatState((state) => state.spacesStatus);
  const isLoading = useDelayed(status !== "ready" && spaces.length === 0, 150);
  useDigits(spaces, onSelect);
  return (
    <nav
      ref={rail}
      data-natter="space-rail"
      aria-label={strings("spaces.label")}
      onKeyDown={(event) => moveFocus(event, rail.current)}
    >
      <RailButton
        name={strings("spaces.direct")}
        active={activeId === null}
        unread={<DirectUnread />}
        onSelect={() => onSelect(null)}
      >
        <Icon name="message" size={22} />
      </RailButton>
      <hr />
      {spaces.map((space) => (
        <RailButton
          key={space.id}
          name={space.name}
          active={activeId === space.id}
          unread={<SpaceUnread spaceId={space.id} />}
          onSelect={() => onSelect(space.id)}
        >
          <span aria-hidden="true">{initialsOf(space.name)}</span>
        </RailButton>
      ))}
      {isLoading && spaces.length === 0 && <Skeleton width="2.75rem" height="2.75rem" />}
      {children}
    </nav>
  );
}

type RailButtonProps = {
  readonly name: string;
  readonly active: boolean;
  readonly unread: ReactNode;
  readonly onSelect: () => void;
  readonly children: ReactNode;
};

function RailButton({ name, active, unread, onSelect, children }: RailButtonProps): ReactElement {
  return (
    <button
      type="button"
      data-part="space"
      title={name}
      aria-current={active ? "true" : undefined}
      tabIndex={active ? 0 : -1}
      onClick={onSelect}
    >
      <span data-part="picture">{children}</span>
      <span data-natter="visually-hidden">{name}</span>
      {unread}
    </button>
  );
}

function SpaceUnread({ spaceId }: { readonly spaceId: string }): ReactElement {
  const { count, mentions } = useUnread({ spaceId });
  return mentions > 0 ? <MentionBadge count={mentions} /> : <UnreadBadge count={count} />;
}

function DirectUnread(): ReactElement {
  const direct = useUnread({ kind: "direct" }).count;
  const group = useUnread({ kind: "group" }).count;
  return <UnreadBadge count={direct + group} />;
}

/** Ctrl and 1 goes to the direct channels, 2 to 9 to the spaces in their order. */
function useDigits(spaces: readonly Space[], onSelect: (spaceId: string | null) => void): void {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey) return;
      if (!/^[1-9]$/.test(event.key) || event.defaultPrevented) return;
      const space = spaces[Number(event.key) - 2];
      if (event.key !== "1" && space === undefined) return;
      event.preventDefault();
      onSelect(space?.id ?? null);
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [spaces, onSelect]);
}

function moveFocus(event: KeyboardEvent, rail: HTMLElement | null): void {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const stops = [...(rail?.querySelectorAll<HTMLElement>("button, a") ?? [])];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: stops.length - 1 }[event.key];
  if (to === undefined || at < 0) return;
  event.preventDefault();
  stops[to]?.focus();
}
