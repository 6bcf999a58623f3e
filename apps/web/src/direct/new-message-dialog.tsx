import type { UserSummary } from "@natter/client";
import { Avatar, Button, Dialog, Icon, useChatClient } from "@natter/react";
import { useState, type ReactElement } from "react";
import { useLocation } from "wouter";
import { paths } from "../app/paths.ts";
import { sentenceOf } from "../shell/sentence-of.ts";
import { useFindPeople } from "./use-find-people.ts";
import "./new-message-dialog.css";

/** Finds people and opens the direct channel with one of them, or a new group with several. */
export function NewMessageDialog({ onClose }: { readonly onClose: () => void }): ReactElement {
  const client = useChatClient();
  const [, navigate] = useLocation();
  const [query, setQuery] = useState("");
  const [chosen, setChosen] = useState<readonly UserSummary[]>([]);
  const [error, setError] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const people = useFindPeople(query);
  const isChosen = (id: string) => chosen.some((user) => user.id === id);
  const toggle = (user: UserSummary) => {
    setChosen((all) =>
      isChosen(user.id) ? all.filter((one) => one.id !== user.id) : [...all, user],
    );
  };

  const start = async () => {
    const [first] = chosen;
    if (!first) return;
    setBusy(true);
    setError(null);
    try {
      const channel =
        chosen.length === 1
          ? await client.channels.direct(first.id)
          : await client.channels.create({ members: chosen.map((user) => user.id) });
      onClose();
      navigate(paths.direct(channel.cid));
    } catch (failure) {
      setError(sentenceOf(failure));
      setBusy(false);
    }
  };

  return (
    <Dialog title="New message" onClose={onClose}>
      <div className="people-search">
        <Icon name="search" size={18} />
        <input
          type="search"
          aria-label="Find people"
          placeholder="Find people by name"
          value={query}
          autoFocus
          autoComplete="off"
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <ul className="people" aria-label="People">
        {people.users.map((user) => (
          <li key={user.id}>
            <button
              type="button"
              data-natter="member"
              data-online=""
              aria-pressed={isChosen(user.id)}
              onClick={() => toggle(user)}
            >
              <Avatar id={user.id} image={user.image} size="2rem" />
              <span data-part="name">
                <bdi>{user.name}</bdi> <small className="muted">{user.id}</small>
              </span>
              {isChosen(user.id) && <Icon name="check" size={18} />}
            </button>
          </li>
        ))}
        {people.status === "ready" && people.users.length === 0 && (
          <li className="people-none">
            {query === ""
              ? "You share no space with anybody yet."
              : "Nobody of that name shares a space with you."}
          </li>
        )}
      </ul>
      {(error ?? people.error) && (
        <p className="form-error" role="alert">
          {error ?? people.error}
        </p>
      )}
      <div data-part="footer">
        <Button onClick={onClose}>Cancel</Button>
        <Button
          variant="primary"
          busy={busy}
          disabled={chosen.length === 0}
          onClick={() => void start()}
        >
          {chosen.length > 1 ? `Start a group of ${chosen.length + 1}` : "Start chatting"}
        </Button>
      </div>
    </Dialog>
  );
}
