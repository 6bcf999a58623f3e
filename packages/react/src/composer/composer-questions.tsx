import type { ReactElement } from "react";
import { DeleteDialog } from "../messages/delete-dialog.tsx";
import { useGroupLabel } from "../mentions/use-group-label.ts";
import { Button } from "../primitives/button.tsx";
import { Dialog } from "../primitives/dialog.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useComposerScope } from "./composer-scope.ts";

/** Asks before very many people are called, and before a message that was emptied is deleted. */
export function ComposerQuestions(): ReactElement | null {
  const { composer } = useComposerScope();
  const { question, answerQuestion } = composer;
  const strings = useStrings();
  const labelOf = useGroupLabel();
  if (question === null) return null;
  if (question.type === "delete") {
    return (
      <DeleteDialog
        text={question.message.text}
        onDelete={() => answerQuestion(true)}
        onClose={() => answerQuestion(false)}
      />
    );
  }
  const { count } = question;
  const name = `@${labelOf(question.group)}`;
  return (
    <Dialog
      role="alertdialog"
      title={strings("mention.manyTitle", { name })}
      onClose={() => answerQuestion(false)}
    >
      <p>{strings("mention.manyText", { name, count })}</p>
      <div data-part="footer">
        <Button autoFocus onClick={() => answerQuestion(false)}>
          {strings("composer.cancel")}
        </Button>
        <Button variant="primary" onClick={() => answerQuestion(true)}>
          {strings("mention.manySend")}
        </Button>
      </div>
    </Dialog>
  );
}
