import type { ReactElement } from "react";
import { Button } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { Icon } from "../primitives/icon.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { searchOperators } from "./search-hints.ts";
import { useRecentSearches } from "./use-recent-searches.ts";

/** Before anything is looked for: what was looked for before, or what can be. */
export function SearchIdle({
  onChoose,
}: {
  readonly onChoose: (text: string) => void;
}): ReactElement {
  const strings = useStrings();
  const { recent, forget } = useRecentSearches();
  if (recent.length === 0) {
    return (
      <EmptyState
        icon="search"
        title={strings("search.idle")}
        text={strings("search.idleText", { operators: searchOperators.join(" ") })}
      />
    );
  }
  return (
    <section data-natter="recent-searches">
      <header>
        <h3>{strings("search.recent")}</h3>
        <Button size="small" variant="ghost" onClick={forget}>
          {strings("search.forget")}
        </Button>
      </header>
      <ul>
        {recent.map((text) => (
          <li key={text}>
            <button type="button" data-stop="" onClick={() => onChoose(text)}>
              <Icon name="clock" size={16} />
              <bdi>{text}</bdi>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
