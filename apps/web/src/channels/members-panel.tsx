import { MembersPanel as Members } from "@natter/react";
import type { ReactElement } from "react";
import { useLocation } from "wouter";
import { pathOfChannel } from "../app/paths.ts";

export type MembersPanelProps = { readonly cid: string; readonly onClose: () => void };

/** The channel's members beside it; where there is little room they lie over the page. */
export function MembersPanel({ cid, onClose }: MembersPanelProps): ReactElement {
  const [, navigate] = useLocation();
  return (
    <div className="members-panel">
      <Members
        cid={cid}
        onClose={onClose}
        onOpenChannel={(channel) => navigate(pathOfChannel(channel))}
      />
    </div>
  );
}
