import type { ReactElement, ReactNode } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { useChannelState } from "../channels/use-channel-state.ts";
import { editTextarea } from "../composer/edit-textarea.ts";
import type { AttachmentSource } from "./attachment-source.ts";
import { DropZone } from "./drop-zone.tsx";

export type ChannelDropZoneProps = {
  /** Where files go; without it, the pane says that it takes none. */
  readonly attachments?: AttachmentSource | undefined;
  readonly children: ReactNode;
};

/** Makes the pane of an open channel a place to drop files on. A dropped text is written into its composer. */
export function ChannelDropZone({ attachments, children }: ChannelDropZoneProps): ReactElement {
  const { cid, composerRef } = useChannelScope();
  const { channel, can } = useChannelState(cid);
  const write = (text: string) => {
    const textarea = composerRef.current;
    if (!textarea) return;
    editTextarea(textarea, { start: textarea.selectionStart, end: textarea.selectionEnd, text });
  };
  return (
    <DropZone
      name={channel?.title ?? ""}
      onFiles={attachments && can("upload") ? attachments.add : null}
      onText={write}
    >
      {children}
    </DropZone>
  );
}
