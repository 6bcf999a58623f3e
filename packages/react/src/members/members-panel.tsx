import type { Channel, Member } from "@natter/client";
import { useRef, useState, type ReactElement } from "react";
import { useChannelState } from "../channels/use-channel-state.ts";
import { Panel } from "../panel/panel.tsx";
import { IconButton } from "../primitives/button.tsx";
import { UserPopover } from "../profile/user-popover.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { AddMembersDialog } from "../loading/lazy-parts.ts";
import { MemberList } from "./member-list.tsx";
import { MemberTools } from "./member-tools.tsx";
import { slot } from "../components/slot.tsx";

export type MembersPanelProps = {
  readonly cid: string;
  /** Goes to a channel, for example the direct one with a member. */
  readonly onOpenChannel?: (channel: Channel) => void;
  /** Takes the focus when it comes: for a panel that somebody opened. */
  readonly autoFocus?: boolean | undefined;
  readonly onClose?: () => void;
};

/** The members of a channel beside its conversation; a press on one shows who they are and what can be done. */
export const MembersPanel = slot("MembersPanel", DefaultMembersPanel);

function DefaultMembersPanel(props: MembersPanelProps): ReactElement {
  const { cid, onOpenChannel, onClose, autoFocus } = props;
  const strings = useStrings();
  const { channel, can } = useChannelState(cid);
  const [chosen, setChosen] = useState<Member | null>(null);
  const [isAdding, setAdding] = useState(false);
  const anchor = useRef<HTMLElement | null>(null);
  return (
    <Panel
      title={strings("members.label")}
      name="members"
      autoFocus={autoFocus}
      onClose={onClose}
      actions={
        can("manage-members") &&
        channel?.kind !== "direct" && (
          <IconButton
            icon="user-plus"
            label={strings("members.add")}
            onClick={() => setAdding(true)}
          />
        )
      }
    >
      <MemberList
        cid={cid}
        onSelect={(member, element) => {
          anchor.current = element;
          setChosen(member);
        }}
      />
      {chosen && (
        <UserPopover
          key={chosen.user.id}
          userId={chosen.user.id}
          anchor={anchor}
          onOpenChannel={onOpenChannel}
          onClose={() => setChosen(null)}
        >
          <MemberTools cid={cid} member={chosen} onDone={() => setChosen(null)} />
        </UserPopover>
      )}
      {isAdding && <AddMembersDialog cid={cid} onClose={() => setAdding(false)} />}
    </Panel>
  );
}
