import type { ReactElement } from "react";
import { CommandHint } from "../commands/command-hint.tsx";
import { IconButton } from "../primitives/button.tsx";
import { Icon } from "../primitives/icon.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useComposerScope } from "./composer-scope.ts";

/** Near the limit the composer says how many characters are left. */
const nearLimit = 200;

/** What the writer should know: why a message was not taken, what a command wants, how long slow mode lasts, what is too long. */
export function ComposerNotes(): ReactElement {
  const { composer, noteId } = useComposerScope();
  const { problem, excess, limit, waitSeconds, value } = composer;
  const strings = useStrings();
  const left = limit - value.text.length;
  return (
    <div data-part="notes" id={noteId}>
      {problem !== null && (
        <p data-part="problem">
          <Icon name="alert" size={16} />
          {problem}
        </p>
      )}
      <CommandHint text={value.text} commands={composer.commands.commands} />
      {waitSeconds > 0 && (
        <p data-part="slow-mode">
          <Icon name="clock" size={16} />
          {strings("composer.slowMode", { count: waitSeconds })}
        </p>
      )}
      {excess > 0 ? (
        <p data-part="too-long" role="status">
          {strings("composer.tooLong", { count: excess })}
        </p>
      ) : (
        left <= nearLimit && <p data-part="left">{strings("composer.left", { count: left })}</p>
      )}
    </div>
  );
}

/** What a command answered. Only its caller sees it. */
export function CommandAnswerNote(): ReactElement | null {
  const { composer } = useComposerScope();
  const strings = useStrings();
  if (composer.answer === null) return null;
  return (
    <div data-part="answer" role="status">
      <Icon name="eye-off" size={16} />
      <div>
        <span data-part="answer-title">{strings("command.onlyYou")}</span>
        <p dir="auto">{composer.answer}</p>
      </div>
      <IconButton
        icon="close"
        size="small"
        label={strings("toast.dismiss")}
        onClick={composer.dismissAnswer}
      />
    </div>
  );
}
