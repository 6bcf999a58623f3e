import { defaultLimits } from "@natter/client";
import { useId, useRef, useState, type FormEvent, type ReactElement } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { sentenceOf } from "../composer/outgoing.ts";
import { Button, IconButton } from "../primitives/button.tsx";
import { Dialog } from "../primitives/dialog.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { emptyPoll, pollProblem, toPollInput, type PollDraft } from "./poll-draft.ts";

export type PollComposerProps = { readonly onClose: () => void };

/** Asks for a poll's question and options, and sends it into the open channel or thread. */
export function PollComposer({ onClose }: PollComposerProps): ReactElement {
  const { send, onSent } = useChannelScope();
  const strings = useStrings();
  const toast = useToast();
  const [poll, setPoll] = useState<PollDraft>(emptyPoll);
  const [tried, setTried] = useState(false);
  const list = useRef<HTMLDivElement>(null);
  const id = useId();
  const problem = pollProblem(poll, new Date());
  const change = (part: Partial<PollDraft>) => setPoll((last) => ({ ...last, ...part }));
  const setOption = (index: number, text: string) => {
    const options = poll.options.map((option, at) => (at === index ? text : option));
    // There is always an empty one at the end, as long as there may be more.
    const isLast = index === options.length - 1 && text !== "";
    change({
      options: isLast && options.length < defaultLimits.pollOptions ? [...options, ""] : options,
    });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (problem !== null) return;
    send({ text: poll.question.trim(), poll: toPollInput(poll) }).done.catch((error: unknown) =>
      toast(sentenceOf(error, strings("error.generic"))),
    );
    onSent.current();
    onClose();
  };
  return (
    <Dialog title={strings("poll.newTitle")} onClose={onClose}>
      <form data-natter="poll-composer" onSubmit={submit} noValidate>
        <label>
          <span>{strings("poll.question")}</span>
          <input
            value={poll.question}
            maxLength={defaultLimits.pollQuestionCharacters}
            dir="auto"
            aria-invalid={tried && problem === "question"}
            onChange={(event) => change({ question: event.target.value })}
          />
        </label>
        <div ref={list} data-part="options" role="group" aria-label={strings("poll.options")}>
          {poll.options.map((option, index) => (
            <div key={index} data-part="option">
              <input
                value={option}
                maxLength={defaultLimits.pollOptionCharacters}
                dir="auto"
                aria-label={strings("poll.option", { number: index + 1 })}
                placeholder={strings("poll.option", { number: index + 1 })}
                onChange={(event) => setOption(index, event.target.value)}
                onKeyDown={(event) => {
                  if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
                  event.preventDefault();
                  list.current?.querySelectorAll("input")[index + 1]?.focus();
                }}
              />
              {poll.options.length > 2 && option !== "" && (
                <IconButton
                  icon="close"
                  size="small"
                  label={strings("poll.removeOption", { number: index + 1 })}
                  onClick={() => change({ options: poll.options.filter((_, at) => at !== index) })}
                />
              )}
            </div>
          ))}
        </div>
        <label data-part="switch">
          <input
            type="checkbox"
            checked={poll.multiple}
            onChange={(event) => change({ multiple: event.target.checked })}
          />
          <span>{strings("poll.allowMultiple")}</span>
        </label>
        <label data-part="switch">
          <input
            type="checkbox"
            checked={poll.anonymous}
            onChange={(event) => change({ anonymous: event.target.checked })}
          />
          <span>{strings("poll.makeAnonymous")}</span>
        </label>
        <label data-part="switch">
          <input
            type="checkbox"
            checked={poll.allowOptions}
            onChange={(event) => change({ allowOptions: event.target.checked })}
          />
          <span>{strings("poll.allowOptions")}</span>
        </label>
        <label>
          <span>{strings("poll.closesAt")}</span>
          <input
            type="datetime-local"
            value={poll.closesAt}
            aria-invalid={problem === "time"}
            onChange={(event) => change({ closesAt: event.target.value })}
          />
        </label>
        <p data-part="problem" id={id} role="alert">
          {problem !== null && (tried || problem === "time") && strings(`poll.problem.${problem}`)}
        </p>
        <div data-part="footer">
          <Button onClick={onClose}>{strings("composer.cancel")}</Button>
          <Button type="submit" variant="primary" aria-describedby={id}>
            {strings("poll.send")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
