import { ModerationQueue, useStrings } from "@natter/react";
import type { ReactElement } from "react";
import { useGo } from "../app/use-go.ts";
import { Shell } from "../shell/shell.tsx";
import { useDocumentTitle } from "../shell/use-document-title.ts";
import "../shell/page.css";

/** What waits for a decision in all channels that the viewer moderates. */
export function ModerationRoute(): ReactElement {
  const strings = useStrings();
  const go = useGo();
  useDocumentTitle(strings("moderation.queue"));
  return (
    <Shell pane="main" sidebar={null}>
      <div className="page">
        <ModerationQueue
          onOpen={({ subject, cid }) => {
            if (cid !== null) go.toMessage({ id: subject.id, cid, threadId: null });
          }}
        />
      </div>
    </Shell>
  );
}
