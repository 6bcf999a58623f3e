import type { SearchResult } from "@natter/client";
import type { ReactElement } from "react";
import { AsyncView } from "../loading/async-view.tsx";
import { MessagePreview } from "../previews/message-preview.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useStrings } from "../strings/use-strings.ts";
import type { Search } from "./use-search.ts";

export type SearchResultsProps = {
  readonly search: Search;
  /** Whether each result says its channel. */
  readonly showPlace: boolean;
  readonly onOpen: (result: SearchResult) => void;
};

/** What a search found, with how many that are. */
export function SearchResults({ search, showPlace, onOpen }: SearchResultsProps): ReactElement {
  const strings = useStrings();
  const { results, total, onlyThisDevice } = search;
  return (
    <>
      <p data-part="count">
        {total !== null &&
          strings(total.isExact ? "search.found" : "search.foundMany", { count: total.count })}
        {onlyThisDevice && ` ${strings("search.onlyThisDevice")}`}
      </p>
      <AsyncView
        of={search}
        isEmpty={results.length === 0}
        empty={
          <EmptyState
            icon="search"
            title={strings("search.none")}
            text={strings("search.noneText")}
          />
        }
      >
        <ul data-natter="message-previews" aria-label={strings("search.results")}>
          {results.map((result) => (
            <li key={result.message.id} data-stop="">
              <MessagePreview
                message={result.message}
                snippet={result.snippet}
                place={showPlace ? (result.channel.name ?? undefined) : undefined}
                onOpen={() => onOpen(result)}
              />
            </li>
          ))}
        </ul>
      </AsyncView>
    </>
  );
}
