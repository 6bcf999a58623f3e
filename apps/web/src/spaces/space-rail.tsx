import { selectSpaces } from "@natter/client";
import { Icon, IconButton, UnreadBadge, useChatState, useUnread } from "@natter/react";
import { useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode } from "react";
import { Link, useRoute } from "wouter";
import { paths } from "../app/paths.ts";
import { ProfileButton } from "../profile/profile-button.tsx";
import { AddSpaceDialog } from "./add-space-dialog.tsx";
import { SpaceIcon } from "./space-icon.tsx";
import "./space-rail.css";

/** Direct messages, the viewer's spaces, and the viewer: always at the edge of the window. */
export function SpaceRail(): ReactElement {
  const spaces = useChatState(selectSpaces);
  const [inDirects] = useRoute("/dm/*?");
  const [, atSpace] = useRoute("/s/:spaceId/*?");
  const [adding, setAdding] = useState(false);
  const rail = useRef<HTMLElement>(null);
  return (
    <nav
      ref={rail}
      className="rail"
      aria-label="Spaces"
      onKeyDown={(event) => moveFocus(event, rail.current)}
    >
      <RailLink
        href={paths.directs}
        label="Direct messages"
        active={inDirects}
        unread={<DirectUnread />}
      >
        <span className="space-icon" data-home="" aria-hidden="true">
          <Icon name="message" size={22} />
        </span>
      </RailLink>
      <hr />
      <ul className="rail-spaces">
        {spaces.map((space) => (
          <li key={space.id}>
            <RailLink
              href={paths.space(space.id)}
              label={space.name}
              active={atSpace?.spaceId === space.id}
              unread={<SpaceUnread spaceId={space.id} />}
            >
              <SpaceIcon id={space.id} name={space.name} />
            </RailLink>
          </li>
        ))}
        <li>
          <IconButton icon="plus" label="Add a space" onClick={() => setAdding(true)} />
        </li>
      </ul>
      <ProfileButton />
      {adding && <AddSpaceDialog onClose={() => setAdding(false)} />}
    </nav>
  );
}

type RailLinkProps = {
  readonly href: string;
  readonly label: string;
  readonly active: boolean;
  readonly unread: ReactNode;
  readonly children: ReactNode;
};

function RailLink({ href, label, active, unread, children }: RailLinkProps): ReactElement {
  return (
    <Link
      className="rail-link"
      href={href}
      title={label}
      aria-current={active ? "true" : undefined}
    >
      {children}
      <span data-natter="visually-hidden">{label}</span>
      {unread}
    </Link>
  );
}

function SpaceUnread({ spaceId }: { readonly spaceId: string }): ReactElement {
  return <UnreadBadge count={useUnread({ spaceId }).count} />;
}

function DirectUnread(): ReactElement {
  const direct = useUnread({ kind: "direct" }).count;
  const group = useUnread({ kind: "group" }).count;
  return <UnreadBadge count={direct + group} />;
}

function moveFocus(event: KeyboardEvent, rail: HTMLElement | null): void {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.altKey || !(event.target instanceof HTMLElement)) return;
  const stops = [...(rail?.querySelectorAll<HTMLElement>(":scope > a, ul a, ul button") ?? [])];
  const at = stops.indexOf(event.target);
  if (at < 0) return;
  event.preventDefault();
  stops[at + step]?.focus();
}
