import { useEffect, useRef, useState, type ReactElement } from "react";
import { Avatar } from "../people/avatar.tsx";
import { Button } from "../primitives/button.tsx";
import { Dialog } from "../primitives/dialog.tsx";
import { Skeleton } from "../primitives/skeleton.tsx";
import { useStrings } from "../strings/use-strings.ts";
import type { PollState, Voters } from "./use-poll.ts";

export type PollVotersProps = { readonly state: PollState; readonly onClose: () => void };

/** Who chose what. */
export function PollVoters({ state, onClose }: PollVotersProps): ReactElement {
  const strings = useStrings();
  const { poll } = state;
  return (
    <Dialog title={poll.question} onClose={onClose}>
      {poll.options
        .filter(({ count }) => count > 0)
        .map((option) => (
          <section key={option.id} data-natter="poll-voters">
            <h4 dir="auto">
              {option.text} <span>{strings("poll.votes", { count: option.count })}</span>
            </h4>
            <OptionVoters state={state} optionId={option.id} />
          </section>
        ))}
    </Dialog>
  );
}

type Items = Voters["items"];
type OptionVotersProps = { readonly state: PollState; readonly optionId: string };

function OptionVoters({ state, optionId }: OptionVotersProps): ReactElement {
  const strings = useStrings();
  const [items, setItems] = useState<Items | null>(null);
  const [next, setNext] = useState<string | null>(null);
  const [failed, setFailed] = useState(false);
  const load = (cursor?: string) => {
    setFailed(false);
    state.listVoters(optionId, cursor).then(
      (page) => {
        setItems((last) => [...(cursor === undefined ? [] : (last ?? [])), ...page.items]);
        setNext(page.next);
      },
      () => setFailed(true),
    );
  };
  const first = useRef(load);
  useEffect(() => first.current(), []);
  return (
    <>
      {items === null && !failed && <Skeleton width="60%" />}
      <ul>
        {items?.map(({ user }) => (
          <li key={user.id}>
            <Avatar id={user.id} image={user.image} />
            <bdi>{user.name}</bdi>
          </li>
        ))}
      </ul>
      {failed && (
        <p role="alert">
          {strings("poll.votersError")}{" "}
          <Button size="small" onClick={() => load()}>
            {strings("error.again")}
          </Button>
        </p>
      )}
      {next !== null && !failed && (
        <Button size="small" variant="ghost" onClick={() => load(next)}>
          {strings("members.more")}
        </Button>
      )}
    </>
  );
}
