import { IconButton, MemberList, useStartChat, useToast } from "@natter/react";
import { useEffect, type ReactElement } from "react";
import { useLocation } from "wouter";
import { paths } from "../app/paths.ts";
import { sentenceOf } from "../shell/sentence-of.ts";
import { threePanes, useMediaQuery } from "../shell/use-media-query.ts";

export type MembersPanelProps = { readonly cid: string; readonly onClose: () => void };

/** The channel's members; a press on one opens the direct channel. Where there is little room it lies over the page. */
export function MembersPanel({ cid, onClose }: MembersPanelProps): ReactElement {
  const startChat = useStartChat();
  const toast = useToast();
  const [, navigate] = useLocation();
  const beside = useMediaQuery(threePanes);
  useEffect(() => {
    if (beside) return;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape") onClose();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [beside, onClose]);
  const open = (userId: string) => {
    startChat(userId).then(
      (channel) => navigate(paths.direct(channel.cid)),
      (failure: unknown) => toast(sentenceOf(failure)),
    );
  };
  return (
    <aside className="members-panel" aria-label="Members">
      <div className="members-panel-header">
        <h2>Members</h2>
        {!beside && (
          <IconButton icon="close" size="small" label="Close" onClick={onClose} autoFocus />
        )}
      </div>
      <MemberList cid={cid} onSelect={open} />
    </aside>
  );
}
