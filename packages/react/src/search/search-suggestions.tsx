import { isShallowEqual, selectChannelList } from "@natter/client";
import { useMemo, type ReactElement } from "react";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { searchHints, withHint } from "./search-hints.ts";

export type SearchSuggestionsProps = {
  readonly text: string;
  readonly onChoose: (text: string) => void;
};

const allJoined = { joined: true } as const;

/** What could be written next, as buttons: operators first, then people, channels and days that fit. */
export function SearchSuggestions({ text, onChoose }: SearchSuggestionsProps): ReactElement | null {
  const strings = useStrings();
  const users = useChatState((state) => state.users);
  const channels = useChatState(selectChannelList(allJoined), isShallowEqual);
  const hints = useMemo(
    () => searchHints(text, { people: Object.values(users), channels, today: today() }),
    [text, users, channels],
  );
  if (hints.length === 0) return null;
  return (
    <ul data-natter="search-hints" aria-label={strings("search.hints")}>
      {hints.map((hint) => (
        <li key={hint.id}>
          <button type="button" data-stop="" onClick={() => onChoose(withHint(text, hint))}>
            <bdi dir="ltr">{hint.insert}</bdi>
            {hint.name !== undefined && hint.kind === "person" && <small>{hint.name}</small>}
          </button>
        </li>
      ))}
    </ul>
  );
}

function today(): string {
  const now = new Date();
  const two = (value: number) => String(value).padStart(2, "0");
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}
