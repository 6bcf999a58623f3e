import type { Channel } from "@natter/client";
import { Avatar, Icon } from "@natter/react";
import type { ReactElement } from "react";
import type { WordKey } from "../words/english.ts";
import { useWords } from "../words/language-provider.tsx";

/** What stands above a channel's first message. */
export function ChannelBeginning({ channel }: { readonly channel: Channel }): ReactElement {
  const w = useWords();
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
          image={channel.other?.image ?? channel.image}
          size="3.5rem"
        />
      )}
      <h2>
        <bdi>{channel.title}</bdi>
      </h2>
      <p>{w(sentenceFor(channel), { name: channel.title })}</p>
    </div>
  );
}

function sentenceFor({ kind, visibility }: Channel): WordKey {
  switch (kind) {
    case "direct":
      return "beginning.direct";
    case "group":
      return "beginning.group";
    case "space":
      return visibility === "private" ? "beginning.private" : "beginning.space";
    default:
      return kind satisfies never;
  }
}
