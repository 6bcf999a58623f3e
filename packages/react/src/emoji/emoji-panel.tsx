import { useEffect, useMemo, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { Button } from "../primitives/button.tsx";
import { Icon } from "../primitives/icon.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { EmojiCategories } from "./emoji-categories.tsx";
import type { Emoji } from "./emoji-data.ts";
import { EmojiFooter } from "./emoji-footer.tsx";
import { EmojiGrid } from "./emoji-grid.tsx";
import { readEmojiMemory, rememberEmoji, rememberSkinTone } from "./emoji-memory.ts";
import { browseSections, foundSections, moveInRows, type EmojiPlace } from "./emoji-rows.ts";
import { withSkinTone } from "./skin-tone.ts";
import { useEmojiData } from "./use-emoji-data.ts";

const start: EmojiPlace = { row: 0, column: 0 };

/** What is in the picker. Arrow keys go through the grid, letters back to the search, Enter picks. */
export function EmojiPanel({ onPick }: { readonly onPick: (emoji: string) => void }): ReactElement {
  const strings = useStrings();
  const { data, failed, retry } = useEmojiData();
  const [query, setQuery] = useState("");
  const [memory, setMemory] = useState(readEmojiMemory);
  const [place, setPlace] = useState(start);
  const [shown, setShown] = useState<Emoji | null>(null);
  const panel = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  const grid = useRef<HTMLDivElement>(null);

  const found = useMemo(() => data?.search(query) ?? [], [data, query]);
  const isSearching = query.trim() !== "";
  const sections = useMemo(() => {
    if (!data) return [];
    return isSearching ? foundSections(found) : browseSections(data, memory.recent);
  }, [data, isSearching, found, memory.recent]);

  // By touch the search would bring a keyboard up, over half of what is to be seen.
  useEffect(() => {
    const isTouch = matchMedia("(pointer: coarse)").matches;
    (isTouch ? panel : search).current?.focus({ preventScroll: true });
  }, []);

  const pick = (emoji: Emoji) => {
    const character = withSkinTone(emoji, memory.tone);
    rememberEmoji(character);
    onPick(character);
  };
  const goTo = (next: EmojiPlace) => {
    setPlace(next);
    const button = grid.current?.querySelector<HTMLElement>(
      `[data-at="${next.row}:${next.column}"]`,
    );
    button?.focus();
  };
  const onSearchKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" && sections.length > 0) {
      event.preventDefault();
      goTo(start);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (isSearching && found[0]) pick(found[0]);
    }
  };
  const onGridKey = (event: KeyboardEvent) => {
    if (/^(Arrow|Home|End|Page)/.test(event.key)) {
      event.preventDefault();
      const next = moveInRows(sections, place, forReading(event));
      if (next) goTo(next);
      else search.current?.focus();
    } else if (event.key.length === 1 && event.key !== " " && !event.ctrlKey && !event.metaKey) {
      search.current?.focus(); // the key itself goes on to the search
    }
  };

  return (
    <div
      ref={panel}
      data-natter="emoji-picker"
      role="group"
      aria-label={strings("emoji.label")}
      tabIndex={-1}
    >
      <label data-part="search">
        <Icon name="search" size={16} />
        <input
          ref={search}
          type="search"
          value={query}
          placeholder={strings("emoji.search")}
          aria-label={strings("emoji.search")}
          autoComplete="off"
          onChange={(event) => {
            setQuery(event.target.value);
            setPlace(start);
          }}
          onKeyDown={onSearchKey}
        />
      </label>
      {data && !isSearching && <EmojiCategories sections={sections} grid={grid} />}
      {data && sections.length > 0 && (
        <EmojiGrid
          gridRef={grid}
          sections={sections}
          tone={memory.tone}
          place={place}
          onPick={pick}
          onKeyDown={onGridKey}
          onShow={setShown}
          onFocusPlace={setPlace}
        />
      )}
      {data && sections.length === 0 && (
        <p data-part="none" role="status">
          {strings("emoji.none")}
        </p>
      )}
      {!data && (
        <div data-part="none" role="status">
          {failed && (
            <>
              <p>{strings("emoji.failed")}</p>
              <Button size="small" onClick={retry}>
                {strings("error.again")}
              </Button>
            </>
          )}
        </div>
      )}
      <EmojiFooter
        shown={shown ?? (isSearching ? (found[0] ?? null) : null)}
        tone={memory.tone}
        onTone={(tone) => {
          rememberSkinTone(tone);
          setMemory((last) => ({ ...last, tone }));
        }}
      />
    </div>
  );
}

/** In a page that reads from right to left, the grid runs that way too. */
function forReading(event: KeyboardEvent): string {
  if (getComputedStyle(event.currentTarget).direction !== "rtl") return event.key;
  if (event.key === "ArrowLeft") return "ArrowRight";
  return event.key === "ArrowRight" ? "ArrowLeft" : event.key;
}
