import {
  MembersPanel,
  ModerationQueue,
  Panel,
  PinnedMessages,
  ScheduledMessages,
  SearchPanel,
} from "@natter/react";
import type { ReactElement } from "react";
import { useGo } from "../app/use-go.ts";
import { useWords } from "../words/language-provider.tsx";
import { ThreadPanel } from "./thread-panel.tsx";
import type { SidePanel } from "./side-panel.ts";

export type SidePanelsProps = { readonly cid: string; readonly panel: SidePanel };

/** What stands beside the conversation; where there is little room it lies over it. */
export function SidePanels({ cid, panel }: SidePanelsProps): ReactElement | null {
  if (panel.shown === null) return null;
  return (
    <div className="side-panel">
      <ShownPanel cid={cid} panel={panel} />
    </div>
  );
}

function ShownPanel({ cid, panel }: SidePanelsProps): ReactElement | null {
  const w = useWords();
  const go = useGo();
  const { shown, isAsked, close } = panel;
  switch (shown) {
    case null:
      return null;
    case "thread":
      return panel.threadId === null ? null : (
        <ThreadPanel key={panel.threadId} cid={cid} threadId={panel.threadId} onClose={close} />
      );
    case "members":
      return (
        <MembersPanel cid={cid} autoFocus={isAsked} onOpenChannel={go.toChannel} onClose={close} />
      );
    case "pins":
      return <PinnedMessages cid={cid} autoFocus={isAsked} onOpen={go.toMessage} onClose={close} />;
    case "search":
      return (
        <SearchPanel cid={cid} onOpen={({ message }) => go.toMessage(message)} onClose={close} />
      );
    case "scheduled":
      return (
        <Panel title={w("channel.scheduled")} name="scheduled" autoFocus={isAsked} onClose={close}>
          <ScheduledMessages cid={cid} />
        </Panel>
      );
    case "moderation":
      return (
        <ModerationQueue
          cid={cid}
          autoFocus={isAsked}
          onClose={close}
          onOpen={({ subject }) => go.toMessage({ id: subject.id, cid, threadId: null })}
        />
      );
    default:
      return shown satisfies never;
  }
}
