import { slot } from "../components/slot.tsx";
import { isUnmodifiedClick } from "./is-unmodified-click.ts";
import type { Channel } from "@natter/client";
import { memo, type ReactElement } from "react";
import { Avatar } from "../people/avatar.tsx";
import { useOnline } from "../people/use-online.ts";
import { Icon } from "../primitives/icon.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings, type Say } from "../strings/use-strings.ts";
import { UnreadBadge } from "../unread/unread-badge.tsx";
import { useTyping } from "../typing/use-typing.ts";

export type ChannelListItemProps = {
  readonly channel: Channel;
  readonly active: boolean;
  readonly focusable: boolean;
  readonly href: string;
  readonly onOpen: (channel: Channel) => void;
};

/** One channel of a list: a single line in a space, two with the newest message for people. */
export const ChannelListItem = slot(
  "ChannelListItem",
  memo(function ChannelListItem(props: ChannelListItemProps): ReactElement {
    const { channel, active, focusable, href, onOpen } = props;
    const unread = channel.membership ? channel.unread.count : 0;
    return (
      <li>
        <a
          data-natter="channel-item"
          data-kind={channel.kind}
          data-unread={unread > 0 ? "" : undefined}
          data-joined={channel.membership ? "" : undefined}
          href={href}
          aria-current={active ? "page" : undefined}
          tabIndex={focusable ? 0 : -1}
          onClick={(event) => {
            if (!isUnmodifiedClick(event)) return;
            event.preventDefault();
            onOpen(channel);
          }}
        >
          {channel.kind === "space" ? (
            <SpaceChannel channel={channel} />
          ) : (
            <Conversation channel={channel} />
          )}
          <UnreadBadge count={unread} />
        </a>
      </li>
    );
  }),
);

function SpaceChannel({ channel }: { readonly channel: Channel }): ReactElement {
  return (
    <>
      <Icon name={channel.visibility === "private" ? "lock" : "hash"} size={18} />
      <span data-part="title">
        <bdi>{channel.title}</bdi>
      </span>
    </>
  );
}

function Conversation({ channel }: { readonly channel: Channel }): ReactElement {
  const strings = useStrings();
  const { users } = useTyping(channel.cid);
  const online = useOnline(channel.other?.id);
  const me = useChatState((state) => state.me?.id);
  const [typist] = users;
  const preview = typist
    ? strings("typing.one", { first: typist.name })
    : previewOf(channel, me, strings);
  return (
    <>
      <Avatar
        id={channel.other?.id ?? channel.cid}
        image={channel.other?.image ?? channel.image}
        size="2.25rem"
        {...(channel.other ? { online } : {})}
      />
      <span data-part="lines">
        <span data-part="title">
          <bdi>{channel.title}</bdi>
        </span>
        {preview !== "" && (
          <span data-part="preview" data-typing={typist ? "" : undefined} dir="auto">
            {preview}
          </span>
        )}
      </span>
    </>
  );
}

function previewOf(channel: Channel, me: string | undefined, strings: Say): string {
  const message = channel.lastMessage;
  if (!message) return "";
  const text = message.deletedAt ? strings("channels.deleted") : message.text;
  if (message.sender && message.sender.id === me) return strings("channels.you", { text });
  if (channel.kind === "group" && message.sender) return `${message.sender.name}: ${text}`;
  return text;
}
