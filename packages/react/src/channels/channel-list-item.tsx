import { defaultSettings, isMuted } from "@natter/contract/channel-visibility";
import { selectDelivery, selectDraft, type Channel } from "@natter/client";
import { memo, useRef, useState, type ReactElement } from "react";
import { slot } from "../components/slot.tsx";
import { useMessageType } from "../components/message-types.ts";
import { useLongPress } from "../messages/use-long-press.ts";
import { Avatar } from "../people/avatar.tsx";
import { useOnline } from "../people/use-online.ts";
import { usePreviewText } from "../previews/use-preview-text.ts";
import { useWhen } from "../previews/use-when.ts";
import { IconButton } from "../primitives/button.tsx";
import { Icon } from "../primitives/icon.tsx";
import { Menu, type MenuItem } from "../primitives/menu.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useTyping } from "../typing/use-typing.ts";
import { MentionBadge, UnreadBadge } from "../unread/unread-badge.tsx";
import { channelPreview, type ChannelPreview } from "./channel-preview.ts";
import { isUnmodifiedClick } from "./is-unmodified-click.ts";

export type ChannelListItemProps = {
  readonly channel: Channel;
  readonly active: boolean;
  readonly focusable: boolean;
  readonly href: string;
  readonly onOpen: (channel: Channel) => void;
  /** What can be done with it; no menu without any. */
  readonly actions?: readonly MenuItem[];
};

/** One channel of a list: a single line in a space, two with the newest message for people. */
export const ChannelListItem = slot("ChannelListItem", memo(DefaultChannelListItem));

function DefaultChannelListItem(props: ChannelListItemProps): ReactElement {
  const { channel, active, focusable, href, onOpen, actions = [] } = props;
  const strings = useStrings();
  const [isMenuOpen, setMenuOpen] = useState(false);
  const link = useRef<HTMLAnchorElement>(null);
  const openMenu = () => {
    if (actions.length > 0) setMenuOpen(true);
  };
  const longPress = useLongPress(openMenu);
  const line = useChannelLine(channel);
  return (
    <>
      <a
        ref={link}
        data-natter="channel-item"
        data-kind={channel.kind}
        data-unread={line.unread > 0 ? "" : undefined}
        data-muted={line.isMuted ? "" : undefined}
        data-joined={channel.membership ? "" : undefined}
        href={href}
        aria-current={active ? "page" : undefined}
        aria-label={line.name}
        aria-haspopup={actions.length > 0 ? "menu" : undefined}
        tabIndex={focusable ? 0 : -1}
        {...longPress}
        onContextMenu={(event) => {
          if (actions.length === 0) return;
          event.preventDefault();
          openMenu();
        }}
        onKeyDown={(event) => {
          const wantsMenu = event.key === "Delete" || (event.key === "F10" && event.shiftKey);
          if (!wantsMenu || actions.length === 0) return;
          event.preventDefault();
          openMenu();
        }}
        onClick={(event) => {
          if (!isUnmodifiedClick(event)) return;
          event.preventDefault();
          onOpen(channel);
        }}
      >
        {channel.kind === "space" ? (
          <SpaceChannel channel={channel} draft={line.preview.type === "draft"} />
        ) : (
          <Conversation channel={channel} preview={line.preview} time={line.time} />
        )}{" "}
        <span data-part="marks" aria-hidden="true">
          {line.tick && <Icon name={line.tick.icon} size={15} />}
          {line.isMuted && <Icon name="bell-off" size={15} />}
          {line.isPinned && <Icon name="pin" size={15} />}
          <MentionBadge count={line.mentions} />{" "}
          {line.mentions < line.unread && <UnreadBadge count={line.unread} />}
        </span>
      </a>
      {actions.length > 0 && (
        <IconButton
          icon="more"
          size="small"
          label={strings("channels.actions", { name: channel.title })}
          tabIndex={-1}
          aria-haspopup="menu"
          aria-expanded={isMenuOpen}
          onClick={openMenu}
        />
      )}
      {isMenuOpen && (
        <Menu
          label={strings("channels.actions", { name: channel.title })}
          items={actions}
          anchor={link}
          onClose={() => setMenuOpen(false)}
        />
      )}
    </>
  );
}

type ChannelLine = {
  readonly preview: ChannelPreview;
  readonly time: string;
  readonly unread: number;
  readonly mentions: number;
  readonly isMuted: boolean;
  readonly isPinned: boolean;
  readonly tick: { readonly icon: "check" | "check-double" | "clock" | "alert" } | null;
  /** All of it in one string, as a screen reader says it. */
  readonly name: string;
};

const ticks = {
  pending: "clock",
  failed: "alert",
  sent: "check",
  delivered: "check-double",
  read: "check-double",
} as const;

function useChannelLine(channel: Channel): ChannelLine {
  const strings = useStrings();
  const { users } = useTyping(channel.cid);
  const when = useWhen();
  const me = useChatState((state) => state.me?.id);
  const draft = useChatState((state) => selectDraft(channel.cid)(state)?.text ?? null);
  const online = useOnline(channel.other?.id);
  const { lastMessage, settings, unread } = channel;
  const type = useMessageType(lastMessage ?? { custom: {} });
  const plain = usePreviewText({
    text: lastMessage?.text ?? "",
    deletedAt: lastMessage?.deletedAt ?? null,
  });
  const delivery = useChatState((state) => {
    if (lastMessage === null || channel.kind !== "direct") return null;
    if (lastMessage.sender === null || lastMessage.sender.id !== me) return null;
    const sent = { key: lastMessage.id, state: "sent", pendingChange: false, error: null } as const;
    return selectDelivery(channel.cid, { ...lastMessage, ...sent })(state);
  });
  const preview = channelPreview({
    ...{ channel, viewerId: me, typing: users, draft, say: strings },
    lastText: lastMessage && type ? type.text(lastMessage) : plain,
  });
  const time = lastMessage ? when.short(lastMessage.createdAt) : "";
  const joined = channel.membership !== null;
  const count = joined ? unread.count : 0;
  const mentions = joined ? unread.mentions : 0;
  const muted = isMuted(settings ?? defaultSettings, new Date());
  const isPinned = (settings?.pinnedAt ?? null) !== null;
  const hasLines = channel.kind !== "space";
  const said =
    preview.type === "draft" || (hasLines && preview.text !== "")
      ? [`${preview.prefix} ${preview.text}`.trim()]
      : [];
  const badges = [
    ...(mentions > 0 ? [strings("channels.mentions", { count: mentions })] : []),
    ...(count > 0 ? [strings("channels.unread", { count })] : []),
  ];
  // What is seen comes first and in that order: whoever speaks to their computer says what they read (WCAG 2.5.3).
  const name = [
    channel.title,
    ...(hasLines && time !== "" ? [time] : []),
    ...(hasLines ? [...said, ...badges] : [...badges, ...said]),
    ...(channel.kind === "direct" && online ? [strings("presence.online")] : []),
    ...(delivery === "delivered" || delivery === "read" || delivery === "sent"
      ? [strings(`message.status.${delivery}`)]
      : []),
    ...(muted ? [strings("channels.isMuted")] : []),
    ...(isPinned ? [strings("channels.isPinned")] : []),
  ].join(", ");
  return {
    ...{ preview, time, unread: count, mentions, isMuted: muted, isPinned, name },
    tick: delivery === null ? null : { icon: ticks[delivery] },
  };
}

type SpaceChannelProps = { readonly channel: Channel; readonly draft: boolean };

function SpaceChannel({ channel, draft }: SpaceChannelProps): ReactElement {
  return (
    <>
      <Icon name={channel.visibility === "private" ? "lock" : "hash"} size={18} />
      <span data-part="title" dir="auto">
        {channel.title}
      </span>
      {draft && <Icon name="edit" size={15} />}
    </>
  );
}

type ConversationProps = {
  readonly channel: Channel;
  readonly preview: ChannelPreview;
  readonly time: string;
};

function Conversation({ channel, preview, time }: ConversationProps): ReactElement {
  const online = useOnline(channel.other?.id);
  return (
    <>
      <Avatar
        id={channel.other?.id ?? channel.cid}
        image={channel.other?.image ?? channel.image}
        size="2.5rem"
        {...(channel.other ? { online } : {})}
      />
      <span data-part="lines">
        <span data-part="top">
          <span data-part="title" dir="auto">
            {channel.title}
          </span>
          {/* Spaces between the parts: what is read as one text is not one word. */}{" "}
          {time !== "" && <span data-part="time">{time}</span>}
        </span>{" "}
        {preview.text !== "" && (
          <span data-part="preview" data-type={preview.type}>
            {preview.prefix !== "" && (
              <span data-part="prefix" dir="auto">
                {preview.prefix}
              </span>
            )}{" "}
            <span data-part="said" dir="auto">
              {preview.text}
            </span>
          </span>
        )}
      </span>
    </>
  );
}
