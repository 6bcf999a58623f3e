import { Button, EmptyState, useChatState } from "@natter/react";
import { useState, type ReactElement } from "react";
import { paths } from "../app/paths.ts";
import { ChannelPage } from "../channels/channel-page.tsx";
import { Shell } from "../shell/shell.tsx";
import { useDocumentTitle } from "../shell/use-document-title.ts";
import { DirectSidebar } from "./direct-sidebar.tsx";
import { NewMessageDialog } from "./new-message-dialog.tsx";

/** Direct and group channels: their list, and the open one. */
export function DirectRoute({ cid }: { readonly cid: string | undefined }): ReactElement {
  return (
    <Shell pane={cid === undefined ? "list" : "main"} sidebar={<DirectSidebar cid={cid} />}>
      {cid === undefined ? (
        <NothingOpen />
      ) : (
        <ChannelPage cid={cid} spaceId={null} backTo={paths.directs} />
      )}
    </Shell>
  );
}

function NothingOpen(): ReactElement {
  const [writing, setWriting] = useState(false);
  const loaded = useChatState((state) => state.channelsStatus === "ready");
  useDocumentTitle("Direct messages");
  if (!loaded) return <></>;
  return (
    <EmptyState
      icon="message"
      title="Direct messages"
      text="Choose a conversation, or begin one with somebody who shares a space with you."
    >
      <Button variant="primary" icon="edit" onClick={() => setWriting(true)}>
        New message
      </Button>
      {writing && <NewMessageDialog onClose={() => setWriting(false)} />}
    </EmptyState>
  );
}
