import { ChannelList, IconButton } from "@natter/react";
import { useState, type ReactElement } from "react";
import { useLocation } from "wouter";
import { pathOfChannel } from "../app/paths.ts";
import { useRouterHref } from "../app/use-router-href.ts";
import { NewMessageDialog } from "./new-message-dialog.tsx";

const peopleOnly = { kind: ["direct", "group"], joined: true } as const;

/** The viewer's direct and group channels, the latest first. */
export function DirectSidebar({ cid }: { readonly cid: string | undefined }): ReactElement {
  const [, navigate] = useLocation();
  const href = useRouterHref();
  const [writing, setWriting] = useState(false);
  return (
    <>
      <div className="sidebar-header">
        <div className="sidebar-title">
          <h2>Direct messages</h2>
        </div>
        <IconButton icon="edit" label="New message" onClick={() => setWriting(true)} />
      </div>
      <nav className="sidebar-scroll" aria-label="Direct messages">
        <ChannelList
          filter={peopleOnly}
          label="Direct messages"
          activeCid={cid}
          hrefOf={(channel) => href(pathOfChannel(channel))}
          onOpen={(channel) => navigate(pathOfChannel(channel))}
          empty={<p data-natter="list-empty">Nobody yet. Begin with a new message.</p>}
        />
      </nav>
      {writing && <NewMessageDialog onClose={() => setWriting(false)} />}
    </>
  );
}
