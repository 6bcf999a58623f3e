import type { Message } from "@natter/client";
import { useState, type ReactElement } from "react";
import { Panel } from "../panel/panel.tsx";
import { Tabs, type Tab } from "../panel/tabs.tsx";
import { Button } from "../primitives/button.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { UnreadBadge } from "../unread/unread-badge.tsx";
import { useUnread } from "../unread/use-unread.ts";
import { FlaggedMessages } from "./flagged-messages.tsx";
import { FollowedThreads } from "./followed-threads.tsx";
import { useMarkAllRead } from "./use-mark-all-read.ts";
import { slot } from "../components/slot.tsx";

export type InboxTab = "unread" | "mentioned" | "threads" | "starred";

export type InboxProps = {
  /** The tab that is shown, when the surrounding app decides it. */
  readonly tab?: InboxTab;
  readonly onTabChange?: (tab: InboxTab) => void;
  readonly onOpen: (message: Message) => void;
  readonly onOpenThread: (root: Message) => void;
  readonly onClose?: () => void;
};

/** What waits for the viewer in all channels: unread, mentions, threads, and what they starred. */
export const Inbox = slot("Inbox", DefaultInbox);

function DefaultInbox(props: InboxProps): ReactElement {
  const { tab: given, onTabChange, onOpen, onOpenThread, onClose } = props;
  const strings = useStrings();
  const [chosen, setChosen] = useState<InboxTab>("unread");
  const tab = given ?? chosen;
  const { count, mentions } = useUnread();
  const threads = useChatState((state) => state.threadList.unread?.threads ?? 0);
  const markAllRead = useMarkAllRead();
  const tabs: readonly Tab<InboxTab>[] = [
    { id: "unread", label: strings("inbox.unread"), badge: <UnreadBadge count={count} /> },
    { id: "mentioned", label: strings("inbox.mentioned"), badge: <UnreadBadge count={mentions} /> },
    { id: "threads", label: strings("inbox.threads"), badge: <UnreadBadge count={threads} /> },
    { id: "starred", label: strings("inbox.starred") },
  ];
  return (
    <Panel
      title={strings("inbox.title")}
      name="inbox"
      role="region"
      onClose={onClose}
      actions={
        count > 0 && (
          <Button
            size="small"
            variant="ghost"
            icon="check-double"
            onClick={() => void markAllRead()}
          >
            {strings("inbox.markAllRead")}
          </Button>
        )
      }
    >
      <Tabs
        label={strings("inbox.title")}
        tabs={tabs}
        active={tab}
        onChange={(id) => {
          setChosen(id);
          onTabChange?.(id);
        }}
      >
        {tab === "threads" ? (
          <FollowedThreads onOpen={onOpenThread} />
        ) : (
          <FlaggedMessages key={tab} flag={tab} onOpen={onOpen} />
        )}
      </Tabs>
    </Panel>
  );
}
