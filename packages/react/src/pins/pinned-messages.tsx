import type { Message } from "@natter/client";
import type { ReactElement } from "react";
import { useChannelState } from "../channels/use-channel-state.ts";
import { AsyncView } from "../loading/async-view.tsx";
import { useAttempt } from "../loading/use-task.ts";
import { Panel } from "../panel/panel.tsx";
import { MessagePreview } from "../previews/message-preview.tsx";
import { useWhen } from "../previews/use-when.ts";
import { IconButton } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { usePinActions, usePins } from "./use-pins.ts";
import { slot } from "../components/slot.tsx";

export type PinnedMessagesProps = {
  readonly cid: string;
  /** Goes to a message of the list. */
  readonly onOpen?: (message: Message) => void;
  /** Takes the focus when it comes: for a panel that somebody opened. */
  readonly autoFocus?: boolean | undefined;
  readonly onClose?: () => void;
};

/** The pinned messages of a channel beside its conversation. */
export const PinnedMessages = slot("PinnedMessages", DefaultPinnedMessages);

function DefaultPinnedMessages(props: PinnedMessagesProps): ReactElement {
  const { cid, onOpen, onClose, autoFocus } = props;
  const strings = useStrings();
  const list = usePins(cid);
  const { unpin } = usePinActions(cid);
  const attempt = useAttempt();
  const { can } = useChannelState(cid);
  const note = usePinNote();
  return (
    <Panel title={strings("pins.title")} name="pins" autoFocus={autoFocus} onClose={onClose}>
      <AsyncView
        of={list}
        isEmpty={list.pins.length === 0}
        empty={
          <EmptyState
            icon="pin"
            title={strings("pins.empty")}
            text={strings(can("pin") ? "pins.emptyText" : "pins.emptyReader")}
          />
        }
      >
        <ul data-natter="message-previews" aria-label={strings("pins.title")}>
          {list.pins.map((message) => (
            <li key={message.id}>
              <MessagePreview
                message={message}
                note={note(message)}
                onOpen={onOpen && (() => onOpen(message))}
              >
                {can("pin") && (
                  <IconButton
                    icon="close"
                    size="small"
                    label={strings("pins.unpin")}
                    onClick={() => void attempt(() => unpin(message.id))}
                  />
                )}
              </MessagePreview>
            </li>
          ))}
        </ul>
      </AsyncView>
    </Panel>
  );
}

function usePinNote(): (message: Message) => string | undefined {
  const strings = useStrings();
  const when = useWhen();
  return ({ pinned }) => {
    if (!pinned) return undefined;
    const name = pinned.by?.name ?? strings("message.unknownSender");
    return pinned.expiresAt === null
      ? strings("pins.by", { name })
      : strings("pins.byUntil", { name, time: when.day(pinned.expiresAt) });
  };
}
