import type { SearchResult } from "@natter/client";
import { useEffect, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { useAnnounce } from "../announcer/announcer.tsx";
import { SearchField } from "../forms/search-field.tsx";
import { Panel } from "../panel/panel.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { SearchIdle } from "./search-idle.tsx";
import { SearchResults } from "./search-results.tsx";
import { SearchSuggestions } from "./search-suggestions.tsx";
import { useRecentSearches } from "./use-recent-searches.ts";
import { useSearch } from "./use-search.ts";
import { slot } from "../components/slot.tsx";

export type SearchPanelProps = {
  /** The channel that is open: the search begins there, and can be widened. */
  readonly cid?: string | undefined;
  readonly initialText?: string;
  readonly onOpen: (result: SearchResult) => void;
  readonly onClose?: () => void;
};

/** Search beside the conversation: operators with hints, what was found with the words marked, and what was looked for before. */
export const SearchPanel = slot("SearchPanel", DefaultSearchPanel);

function DefaultSearchPanel({
  cid,
  initialText = "",
  onOpen,
  onClose,
}: SearchPanelProps): ReactElement {
  const strings = useStrings();
  const announce = useAnnounce();
  const [text, setText] = useState(initialText);
  const [isEverywhere, setEverywhere] = useState(cid === undefined);
  const [sort, setSort] = useState<"newest" | "relevance">("newest");
  const title = useChatState((state) =>
    cid === undefined ? null : (state.channels[cid]?.channel?.title ?? null),
  );
  const cids = isEverywhere || cid === undefined ? undefined : [cid];
  const search = useSearch(text, { cids, sort });
  const { remember } = useRecentSearches();
  const input = useRef<HTMLInputElement>(null);
  const body = useRef<HTMLDivElement>(null);
  const { total, status } = search;

  useEffect(() => {
    if (status === "ready" && total) announce(strings("search.found", { count: total.count }));
  }, [status, total, announce, strings]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") remember(text);
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    const stops = [
      ...(body.current?.querySelectorAll<HTMLElement>(
        "[data-stop], [data-stop] > [data-natter] > button",
      ) ?? []),
    ].filter((stop) => stop instanceof HTMLButtonElement);
    const at = stops.findIndex((stop) => stop === document.activeElement);
    event.preventDefault();
    const next = stops[at + (event.key === "ArrowDown" ? 1 : -1)];
    (next ?? (event.key === "ArrowUp" ? input.current : null))?.focus();
  };

  return (
    <Panel title={strings("search.title")} name="search" role="search" onClose={onClose}>
      <div ref={body} data-part="search" onKeyDown={onKeyDown}>
        <div data-part="tools">
          <SearchField
            ref={input}
            autoFocus
            label={strings("search.label")}
            value={text}
            onChange={setText}
            aria-describedby={search.problem ? "search-problem" : undefined}
          />
          <SearchSuggestions
            text={text}
            onChoose={(next) => {
              setText(next);
              input.current?.focus();
            }}
          />
          {search.problem !== null && (
            <p id="search-problem" data-natter="form-error" role="alert">
              {search.problem}
            </p>
          )}
          <div data-part="scope">
            {title !== null && (
              <select
                aria-label={strings("search.scope")}
                value={isEverywhere ? "everywhere" : "here"}
                onChange={(event) => setEverywhere(event.target.value === "everywhere")}
              >
                <option value="here">{strings("search.here", { name: title })}</option>
                <option value="everywhere">{strings("search.everywhere")}</option>
              </select>
            )}
            <select
              aria-label={strings("search.sort")}
              value={sort}
              onChange={(event) =>
                setSort(event.target.value === "newest" ? "newest" : "relevance")
              }
            >
              <option value="newest">{strings("search.newest")}</option>
              <option value="relevance">{strings("search.relevance")}</option>
            </select>
          </div>
        </div>
        {text.trim() === "" ? (
          <SearchIdle onChoose={setText} />
        ) : (
          <SearchResults
            search={search}
            showPlace={isEverywhere}
            onOpen={(result) => {
              remember(text);
              onOpen(result);
            }}
          />
        )}
      </div>
    </Panel>
  );
}
