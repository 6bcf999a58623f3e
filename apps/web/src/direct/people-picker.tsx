import type { UserSummary } from "@natter/client";
import { Avatar, Icon } from "@natter/react";
import { useState, type ReactElement } from "react";
import { useFindPeople } from "./use-find-people.ts";
import "./people-picker.css";

export type PeoplePickerProps = {
  readonly chosen: readonly UserSummary[];
  readonly onChange: (chosen: readonly UserSummary[]) => void;
  /** Ids of people who are not offered. */
  readonly without?: readonly string[];
};

/** Finds people by name among those the viewer shares a space with, and chooses some of them. */
export function PeoplePicker({ chosen, onChange, without = [] }: PeoplePickerProps): ReactElement {
  const [query, setQuery] = useState("");
  const people = useFindPeople(query);
  const offered = people.users.filter((user) => !without.includes(user.id));
  const isChosen = (id: string) => chosen.some((user) => user.id === id);
  const toggle = (user: UserSummary) => {
    onChange(isChosen(user.id) ? chosen.filter((one) => one.id !== user.id) : [...chosen, user]);
  };
  return (
    <>
      <div className="people-search">
        <Icon name="search" size={18} />
        <input
          type="search"
          aria-label="Find people"
          placeholder="Find people by name"
          value={query}
          autoComplete="off"
          onChange={(event) => setQuery(event.target.value)}
        />
      </div>
      <ul className="people" aria-label="People">
        {offered.map((user) => (
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
        {people.status === "ready" && offered.length === 0 && (
          <li className="people-none">
            {query === ""
              ? "There is nobody to choose from yet. Invite somebody to a space first."
              : "Nobody of that name shares a space with you."}
          </li>
        )}
      </ul>
      {people.error && (
        <p className="form-error" role="alert">
          {people.error}
        </p>
      )}
    </>
  );
}
