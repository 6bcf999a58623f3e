import type { Channel } from "@natter/client";
import { Avatar, Icon } from "@natter/react";
import type { ReactElement } from "react";

/** What stands above a channel's first message. */
export function ChannelBeginning({ channel }: { readonly channel: Channel }): ReactElement {
  const inSpace = channel.kind === "space";
  return (
    <div className="channel-beginning">
      {inSpace ? (
        <span className="channel-sign">
          <Icon name={channel.visibility === "private" ? "lock" : "hash"} size={28} />
        </span>
      ) : (
        <Avatar
          id={channel.other?.id ?? channel.cid}
          image={channel.other?.image ?? null}
          size="3.5rem"
        />
      )}
      <h2>
        <bdi>{channel.title}</bdi>
      </h2>
      <p>{sentenceFor(channel)}</p>
    </div>
  );
}

function sentenceFor(channel: Channel): string {
  switch (channel.kind) {
    case "direct":
      return `This is where your conversation with ${channel.title} begins. Only the two of you can read it.`;
    case "group":
      return "This is where your group begins. Only its members can read it.";
    case "space":
      return channel.visibility === "private"
        ? "This is where the channel begins. Only people who were added can read it."
        : "This is where the channel begins. Everybody in the space can read it.";
    default:
      return channel.kind satisfies never;
  }
}
