import { isShallowEqual, selectSpaces, type ChatState } from "@natter/client";
import { Icon, IconButton, UnreadBadge, useChatState, useStrings, useUnread } from "@natter/react";
import { useRef, useState, type KeyboardEvent, type ReactElement, type ReactNode } from "react";
import { Link, useRoute } from "wouter";
import { paths } from "../app/paths.ts";
import { ProfileButton } from "../profile/profile-button.tsx";
import { useWords } from "../words/language-provider.tsx";
import { AddSpaceDialog } from "./add-space-dialog.tsx";
import { SpaceIcon } from "./space-icon.tsx";
import "./space-rail.css";

/** Inbox, direct messages, the viewer's spaces, and the viewer: always at the edge of the window. */
export function SpaceRail(): ReactElement {
  const w = useWords();
  const strings = useStrings();
  const spaces = useChatState(selectSpaces, isShallowEqual);
  const moderates = useChatState(selectModerates);
  const [inDirects] = useRoute("/dm/*?");
  const [inInbox] = useRoute("/inbox/*?");
  const [inModeration] = useRoute("/moderation");
  const [, atSpace] = useRoute("/s/:spaceId/*?");
  const [adding, setAdding] = useState(false);
  const rail = useRef<HTMLElement>(null);
  return (
    <nav
      ref={rail}
      className="rail"
      aria-label={w("rail.label")}
      onKeyDown={(event) => moveFocus(event, rail.current)}
    >
      <RailLink
        href={paths.inbox()}
        label={strings("inbox.title")}
        active={inInbox}
        unread={<MentionBadge />}
      >
        <span className="space-icon" data-home="" aria-hidden="true">
          <Icon name="inbox" size={22} />
        </span>
      </RailLink>
      <RailLink
        href={paths.directs}
        label={w("directs.title")}
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
          <IconButton icon="plus" label={w("rail.add")} onClick={() => setAdding(true)} />
        </li>
      </ul>
      {moderates && (
        <RailLink
          href={paths.moderation}
          label={strings("moderation.queue")}
          active={inModeration}
          unread={null}
        >
          <span className="space-icon" data-home="" aria-hidden="true">
            <Icon name="shield" size={20} />
          </span>
        </RailLink>
      )}
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

function MentionBadge(): ReactElement {
  return <UnreadBadge count={useUnread().mentions} />;
}

function DirectUnread(): ReactElement {
  const direct = useUnread({ kind: "direct" }).count;
  const group = useUnread({ kind: "group" }).count;
  return <UnreadBadge count={direct + group} />;
}

/** Whether the viewer has any say over what is reported. */
function selectModerates(state: ChatState): boolean {
  return Object.values(state.channels).some(
    ({ channel }) => channel?.kind === "space" && channel.capabilities.includes("moderate"),
  );
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
