import type { ReactElement, ReactNode } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { slot } from "../components/slot.tsx";
import { Avatar } from "../people/avatar.tsx";
import { useLoadPresence, useOnline, useOnlineUsers } from "../people/use-online.ts";
import { Icon } from "../primitives/icon.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useChannelState } from "./use-channel-state.ts";

export type ChannelHeaderProps = {
  /** At the beginning: on a phone, the way back. */
  readonly before?: ReactNode;
  /** At the end: what can be done with the channel. */
  readonly children?: ReactNode;
};

/** The open channel's name, topic and people. */
export const ChannelHeader = slot(
  "ChannelHeader",
  function ChannelHeader({ before, children }: ChannelHeaderProps): ReactElement {
    const { cid } = useChannelScope();
    const { channel } = useChannelState(cid);
    return (
      <header data-natter="channel-header">
        {before}
        {channel && (
          <>
            <div data-part="sign">
              {channel.kind === "space" ? (
                <Icon name={channel.visibility === "private" ? "lock" : "hash"} size={20} />
              ) : (
                <HeaderAvatar cid={cid} />
              )}
            </div>
            <div data-part="words">
              <h1>
                <bdi>{channel.title}</bdi>
              </h1>
              <HeaderLine cid={cid} />
            </div>
          </>
        )}
        <div data-part="actions">{children}</div>
      </header>
    );
  },
);

function HeaderAvatar({ cid }: { readonly cid: string }): ReactElement | null {
  const { channel } = useChannelState(cid);
  const other = channel?.other ?? null;
  const online = useOnline(other?.id);
  useLoadPresence(other ? [other.id] : []);
  if (!channel) return null;
  return (
    <Avatar
      id={other?.id ?? cid}
      image={other?.image ?? channel.image}
      size="2.125rem"
      {...(other ? { online } : {})}
    />
  );
}

function HeaderLine({ cid }: { readonly cid: string }): ReactElement | null {
  const strings = useStrings();
  const { channel } = useChannelState(cid);
  const { count: onlineCount } = useOnlineUsers(cid);
  const otherOnline = useOnline(channel?.other?.id);
  if (!channel) return null;
  const topic = channel.custom["topic"];
  const people =
    channel.kind === "direct"
      ? [strings(otherOnline ? "presence.online" : "presence.offline")]
      : [
          strings("channel.members", { count: channel.memberCount }),
          ...(onlineCount > 0 ? [strings("channel.online", { count: onlineCount })] : []),
        ];
  const parts = typeof topic === "string" && topic !== "" ? [...people, topic] : people;
  return <p>{parts.join(" · ")}</p>;
}
