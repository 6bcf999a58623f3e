import type { UserSummary } from "@natter/client";
import { useState, type KeyboardEvent, type ReactElement } from "react";
import { SearchField } from "../forms/search-field.tsx";
import { AsyncView } from "../loading/async-view.tsx";
import { Icon } from "../primitives/icon.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { Avatar } from "./avatar.tsx";
import { useFindPeople } from "./use-find-people.ts";
import { slot } from "../components/slot.tsx";

export type PeoplePickerProps = {
  readonly chosen: readonly UserSummary[];
  readonly onChange: (chosen: readonly UserSummary[]) => void;
  /** Ids of people who are not offered. */
  readonly without?: readonly string[];
};

/** Finds people by name among those the viewer knows from a space or a channel, and chooses some of them. */
export const PeoplePicker = slot("PeoplePicker", DefaultPeoplePicker);

function DefaultPeoplePicker({ chosen, onChange, without = [] }: PeoplePickerProps): ReactElement {
  const strings = useStrings();
  const [query, setQuery] = useState("");
  const people = useFindPeople(query);
  const offered = people.items.filter((user) => !without.includes(user.id));
  const isChosen = (id: string) => chosen.some((user) => user.id === id);
  const toggle = (user: UserSummary) => {
    onChange(isChosen(user.id) ? chosen.filter((one) => one.id !== user.id) : [...chosen, user]);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter in the field would send the form that the picker stands in.
    if (event.key === "Enter") {
      event.preventDefault();
      const [first] = offered;
      if (first && query !== "") toggle(first);
    }
    if (event.key === "Backspace" && query === "" && chosen.length > 0)
      onChange(chosen.slice(0, -1));
  };
  return (
    <div data-natter="people-picker">
      {chosen.length > 0 && (
        <ul data-part="chosen" aria-label={strings("people.chosen")}>
          {chosen.map((user) => (
            <li key={user.id}>
              <button
                type="button"
                aria-label={strings("people.drop", { name: user.name })}
                onClick={() => toggle(user)}
              >
                <Avatar id={user.id} image={user.image} size="1.25rem" />
                <bdi>{user.name}</bdi>
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
      <SearchField
        label={strings("people.find")}
        value={query}
        onChange={setQuery}
        onKeyDown={onKeyDown}
        autoFocus
      />
      <div data-part="found">
        <AsyncView
          of={people}
          isEmpty={offered.length === 0}
          empty={
            <p data-part="none">{strings(query === "" ? "people.nobody" : "people.noneFound")}</p>
          }
        >
          <ul aria-label={strings("people.label")}>
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
                    <bdi>{user.name}</bdi> <small>{user.id}</small>
                  </span>
                  {isChosen(user.id) && <Icon name="check" size={18} />}
                </button>
              </li>
            ))}
          </ul>
        </AsyncView>
      </div>
    </div>
  );
}
