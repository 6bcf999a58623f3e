import { ChannelList, IconButton, NewConversationDialog, useStrings } from "@natter/react";
import { useState, type ReactElement } from "react";
import { pathOfChannel } from "../app/paths.ts";
import { useGo } from "../app/use-go.ts";
import { useRouterHref } from "../app/use-router-href.ts";
import { useWords } from "../words/language-provider.tsx";

const peopleOnly = { kind: ["direct", "group"], joined: true } as const;

/** The viewer's direct and group channels, the latest first. */
export function DirectSidebar({ cid }: { readonly cid: string | undefined }): ReactElement {
  const w = useWords();
  const strings = useStrings();
  const go = useGo();
  const href = useRouterHref();
  const [writing, setWriting] = useState(false);
  return (
    <>
      <div className="sidebar-header">
        <div className="sidebar-title">
          <h2>{w("directs.title")}</h2>
        </div>
        <IconButton
          icon="edit"
          label={strings("conversation.title")}
          onClick={() => setWriting(true)}
        />
      </div>
      <nav className="sidebar-scroll" aria-label={w("directs.title")}>
        <ChannelList
          filter={peopleOnly}
          label={w("directs.title")}
          activeCid={cid}
          hrefOf={(channel) => href(pathOfChannel(channel))}
          onOpen={go.toChannel}
          empty={<p data-natter="list-empty">{w("directs.none")}</p>}
        />
      </nav>
      {writing && <NewConversationDialog onOpen={go.toChannel} onClose={() => setWriting(false)} />}
    </>
  );
}
