import { Channel, useChannelState, useCurrentUser, useHotkey } from "@natter/react";
import { useEffect, type ReactElement } from "react";
import { Redirect, useLocation, useSearchParams } from "wouter";
import { rememberPlace } from "../app/last-place.ts";
import { pathOfChannel } from "../app/paths.ts";
import { NotFoundPage } from "../shell/not-found-page.tsx";
import { useDocumentTitle } from "../shell/use-document-title.ts";
import { Conversation } from "./conversation.tsx";
import { FailedChannel } from "./failed-channel.tsx";
import { SidePanels } from "./side-panels.tsx";
import { useSidePanel } from "./side-panel.ts";
import "./channel-page.css";

export type ChannelPageProps = {
  readonly cid: string;
  /** The space it must belong to; null for direct and group channels. */
  readonly spaceId: string | null;
  /** The message that the address names. */
  readonly messageId?: string | undefined;
  /** Where a phone's back button leads. */
  readonly backTo: string;
};

/** An open channel: header, messages, composer, and what stands beside them. */
export function ChannelPage(props: ChannelPageProps): ReactElement {
  const { cid, spaceId, messageId, backTo } = props;
  const [, navigate] = useLocation();
  const [search] = useSearchParams();
  const me = useCurrentUser()?.id;
  const { channel, status } = useChannelState(cid);
  const hasMembers = channel !== null && channel.kind !== "direct";
  const panel = useSidePanel({ cid, hasMembers });
  useDocumentTitle(channel ? (spaceId === null ? channel.title : `#${channel.title}`) : null);

  useHotkey("panel.toggle", () => panel.toggle("members"));
  useHotkey("search.everywhere", () => panel.toggle("search"));

  const isElsewhere = channel !== null && channel.spaceId !== spaceId;
  const isHere = channel !== null && !isElsewhere;
  useEffect(() => {
    if (me !== undefined && isHere) {
      rememberPlace(me, { path: pathOfChannel({ cid, spaceId }), cid, spaceId });
    }
  }, [me, isHere, cid, spaceId]);

  // As the kit's links to a message are written, whatever the app's addresses are like.
  const linked = search.get("m");
  if (linked !== null) {
    const spot = { messageId: linked, threadId: search.get("thread") ?? undefined };
    return <Redirect to={pathOfChannel({ cid, spaceId }, spot)} replace />;
  }
  // Whoever may read a channel is led to where it is, as from a search over all spaces.
  if (isElsewhere) {
    const spot = { messageId, threadId: search.get("thread") ?? undefined };
    return <Redirect to={pathOfChannel(channel, spot)} replace />;
  }
  return (
    <Channel
      cid={cid}
      messageId={messageId}
      openThreadId={panel.threadId}
      onThreadChange={panel.openThread}
      onJump={(id) => navigate(pathOfChannel({ cid, spaceId }, { messageId: id }))}
      onFind={() => {
        if (panel.shown !== "search") panel.toggle("search");
      }}
    >
      {status === "not-found" ? (
        <NotFoundPage what="channel" />
      ) : status === "error" ? (
        <FailedChannel cid={cid} />
      ) : (
        <div className="channel-page" data-side={panel.shown ?? undefined}>
          <Conversation cid={cid} panel={panel} backTo={backTo} />
          <SidePanels cid={cid} panel={panel} />
        </div>
      )}
    </Channel>
  );
}
