import { Button, EmptyState, NewConversationDialog, useChatState, useStrings } from "@natter/react";
import { useState, type ReactElement } from "react";
import { paths } from "../app/paths.ts";
import { useGo } from "../app/use-go.ts";
import { ChannelPage } from "../channels/channel-page.tsx";
import { Shell } from "../shell/shell.tsx";
import { useDocumentTitle } from "../shell/use-document-title.ts";
import { useWords } from "../words/language-provider.tsx";
import { DirectSidebar } from "./direct-sidebar.tsx";

export type DirectRouteProps = {
  readonly cid?: string | undefined;
  readonly messageId?: string | undefined;
};

/** Direct and group channels: their list, and the open one. */
export function DirectRoute({ cid, messageId }: DirectRouteProps): ReactElement {
  return (
    <Shell pane={cid === undefined ? "list" : "main"} sidebar={<DirectSidebar cid={cid} />}>
      {cid === undefined ? (
        <NothingOpen />
      ) : (
        <ChannelPage cid={cid} spaceId={null} messageId={messageId} backTo={paths.directs} />
      )}
    </Shell>
  );
}

function NothingOpen(): ReactElement | null {
  const w = useWords();
  const go = useGo();
  const [writing, setWriting] = useState(false);
  const loaded = useChatState((state) => state.channelsStatus === "ready");
  useDocumentTitle(w("directs.title"));
  if (!loaded) return null;
  return (
    <EmptyState icon="message" title={w("directs.title")} text={w("directs.choose")}>
      <NewMessageButton onClick={() => setWriting(true)} />
      {writing && <NewConversationDialog onOpen={go.toChannel} onClose={() => setWriting(false)} />}
    </EmptyState>
  );
}

function NewMessageButton({ onClick }: { readonly onClick: () => void }): ReactElement {
  const strings = useStrings();
  return (
    <Button variant="primary" icon="edit" onClick={onClick}>
      {strings("conversation.title")}
    </Button>
  );
}
