import type { Message } from "@natter/client";
import type { ReactElement } from "react";
import { AsyncView } from "../loading/async-view.tsx";
import { useWhen } from "../previews/use-when.ts";
import { Dialog } from "../primitives/dialog.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useEdits } from "./use-edits.ts";

export type EditHistoryDialogProps = {
  readonly message: Pick<Message, "id" | "text" | "editedAt" | "createdAt">;
  readonly onClose: () => void;
};

/** What a message says now and what it said before, each with its time. */
export function EditHistoryDialog({ message, onClose }: EditHistoryDialogProps): ReactElement {
  const strings = useStrings();
  const when = useWhen();
  const edits = useEdits(message.id);
  const written = message.editedAt ?? message.createdAt;
  return (
    <Dialog title={strings("edits.title")} onClose={onClose}>
      <AsyncView
        of={edits}
        isEmpty={edits.items.length === 0}
        empty={<EmptyState icon="edit" title={strings("edits.none")} />}
      >
        <ol data-natter="edit-history">
          <li data-current="">
            <time dateTime={written.toISOString()}>
              {strings("edits.now", { time: when.day(written) })}
            </time>
            <p dir="auto">{message.text}</p>
          </li>
          {edits.items.map((edit) => (
            <li key={edit.writtenAt.toISOString()}>
              <time dateTime={edit.writtenAt.toISOString()}>{when.day(edit.writtenAt)}</time>
              <p dir="auto">{edit.text}</p>
            </li>
          ))}
        </ol>
      </AsyncView>
    </Dialog>
  );
}
