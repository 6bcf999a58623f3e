import { Inbox, useStrings, type InboxProps } from "@natter/react";
import type { ReactElement } from "react";
import { useLocation } from "wouter";
import { paths } from "../app/paths.ts";
import { useGo } from "../app/use-go.ts";
import { Shell } from "../shell/shell.tsx";
import { useDocumentTitle } from "../shell/use-document-title.ts";
import "../shell/page.css";

type InboxTab = NonNullable<InboxProps["tab"]>;

const tabs: readonly InboxTab[] = ["unread", "mentioned", "threads", "starred"];

/** What waits for the viewer in all channels. */
export function InboxRoute({ tab }: { readonly tab: string | undefined }): ReactElement {
  const strings = useStrings();
  const go = useGo();
  const [, navigate] = useLocation();
  useDocumentTitle(strings("inbox.title"));
  return (
    <Shell pane="main" sidebar={null}>
      <div className="page">
        <Inbox
          tab={tabs.find((one) => one === tab) ?? "unread"}
          onTabChange={(next) => navigate(paths.inbox(next), { replace: true })}
          onOpen={go.toMessage}
          onOpenThread={go.toThread}
        />
      </div>
    </Shell>
  );
}
