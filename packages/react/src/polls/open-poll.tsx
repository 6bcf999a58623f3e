import { useId, useState, type FormEvent, type ReactElement } from "react";
import { sentenceOf } from "../composer/outgoing.ts";
import { Button } from "../primitives/button.tsx";
import { Icon } from "../primitives/icon.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { PollOption } from "./poll-option.tsx";
import type { PollProps } from "./poll.tsx";
import { PollTerms } from "./poll-terms.tsx";
import { PollVoters } from "./poll-voters.tsx";
import { usePoll, type PollState } from "./use-poll.ts";

/** A poll as it stands, and what the viewer may do in it. */
export function OpenPoll({ message }: PollProps): ReactElement | null {
  const state = usePoll(message);
  return state && <WholePoll state={state} />;
}

function WholePoll({ state }: { readonly state: PollState }): ReactElement {
  const { poll, own, isClosed, canVote } = state;
  const strings = useStrings();
  const toast = useToast();
  const titleId = useId();
  const [showsVoters, setShowsVoters] = useState(false);
  const complain = (error: unknown) => toast(sentenceOf(error, strings("error.generic")));
  const isSingle = poll.maxVotes === 1;
  const isFull = !isSingle && own.length >= poll.maxVotes;
  const best = Math.max(...poll.options.map(({ count }) => count));
  return (
    <section data-natter="poll" data-closed={isClosed ? "" : undefined} aria-labelledby={titleId}>
      <h3 data-part="question" id={titleId} dir="auto">
        {poll.question}
      </h3>
      <PollTerms state={state} />
      <div data-part="options" role={isSingle ? "radiogroup" : "group"} aria-labelledby={titleId}>
        {poll.options.map((option) => {
          const isChosen = own.includes(option.id);
          return (
            <PollOption
              key={option.id}
              option={option}
              total={poll.voterCount}
              kind={isSingle ? "radio" : "checkbox"}
              isChosen={isChosen}
              isBest={isClosed && best > 0 && option.count === best}
              disabled={!canVote || (isFull && !isChosen)}
              onPress={() => void state.toggle(option.id).catch(complain)}
            />
          );
        })}
      </div>
      {state.canAddOption && <AddOption onAdd={(text) => state.addOption(text).catch(complain)} />}
      <div data-part="footer">
        <span>{strings("poll.voters", { count: poll.voterCount })}</span>
        {!poll.anonymous && poll.voterCount > 0 && (
          <Button size="small" variant="ghost" tabIndex={-1} onClick={() => setShowsVoters(true)}>
            {strings("poll.who")}
          </Button>
        )}
        {state.canClose && (
          <Button
            size="small"
            variant="ghost"
            tabIndex={-1}
            onClick={() => void state.close().catch(complain)}
          >
            {strings("poll.close")}
          </Button>
        )}
      </div>
      {showsVoters && <PollVoters state={state} onClose={() => setShowsVoters(false)} />}
    </section>
  );
}

function AddOption({ onAdd }: { readonly onAdd: (text: string) => Promise<void> }): ReactElement {
  const strings = useStrings();
  const [text, setText] = useState("");
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === "") return;
    setText("");
    void onAdd(text.trim());
  };
  return (
    <form data-part="add-option" onSubmit={submit}>
      <Icon name="plus" size={16} />
      <input
        value={text}
        maxLength={100}
        tabIndex={-1}
        aria-label={strings("poll.addOption")}
        placeholder={strings("poll.addOption")}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => event.key !== "Escape" && event.stopPropagation()}
      />
    </form>
  );
}
