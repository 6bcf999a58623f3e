import {
  Button,
  Channel,
  ChannelHeader,
  EmptyState,
  IconButton,
  MessageInput,
  MessageList,
  TypingIndicator,
  useChannelState,
  useChatClient,
} from "@natter/react";
import { useState, type ReactElement } from "react";
import { useLocation, useSearchParams } from "wouter";
import { NotFoundPage } from "../shell/not-found-page.tsx";
import { useDocumentTitle } from "../shell/use-document-title.ts";
import { threePanes, useMediaQuery } from "../shell/use-media-query.ts";
import { ChannelBeginning } from "./channel-beginning.tsx";
import { ChannelMenu } from "./channel-menu.tsx";
import { MembersPanel } from "./members-panel.tsx";
import "./channel-page.css";

export type ChannelPageProps = {
  readonly cid: string;
  /** The space it must belong to; null for direct and group channels. */
  readonly spaceId: string | null;
  /** Where a phone's back button leads. */
  readonly backTo: string;
};

/** An open channel: header, messages, composer, and beside them the members. */
export function ChannelPage({ cid, spaceId, backTo }: ChannelPageProps): ReactElement {
  const [search] = useSearchParams();
  return (
    <Channel cid={cid} messageId={search.get("m") ?? undefined}>
      <OpenChannel key={cid} cid={cid} spaceId={spaceId} backTo={backTo} />
    </Channel>
  );
}

function OpenChannel({ cid, spaceId, backTo }: ChannelPageProps): ReactElement {
  const client = useChatClient();
  const [, navigate] = useLocation();
  const { channel, status } = useChannelState(cid);
  const wide = useMediaQuery(threePanes);
  const isDirect = channel?.kind === "direct";
  const [members, setMembers] = useState<boolean | null>(null);
  const showMembers = !isDirect && channel !== null && (members ?? wide);
  useDocumentTitle(channel ? (spaceId === null ? channel.title : `#${channel.title}`) : null);

  const elsewhere = channel !== null && channel.spaceId !== spaceId;
  if (status === "not-found" || elsewhere) return <NotFoundPage what="channel" />;
  if (status === "error") {
    return (
      <EmptyState icon="alert" title="The channel could not be opened" role="alert">
        <Button
          onClick={() =>
            void client
              .channel(cid)
              .jumpToLatest()
              .catch(() => {})
          }
        >
          Try again
        </Button>
      </EmptyState>
    );
  }
  return (
    <div className="channel-page">
      <section className="conversation" aria-label={channel?.title}>
        <ChannelHeader
          before={
            <span className="only-narrow">
              <IconButton icon="back" label="Back" onClick={() => navigate(backTo)} />
            </span>
          }
        >
          {channel && !isDirect && (
            <IconButton
              icon="people"
              label="Members"
              aria-pressed={showMembers}
              onClick={() => setMembers(!showMembers)}
            />
          )}
          {channel && <ChannelMenu channel={channel} exit={backTo} />}
        </ChannelHeader>
        <MessageList {...(channel ? { start: <ChannelBeginning channel={channel} /> } : {})} />
        <TypingIndicator cid={cid} />
        <MessageInput autoFocus />
      </section>
      {showMembers && <MembersPanel cid={cid} onClose={() => setMembers(false)} />}
    </div>
  );
}
