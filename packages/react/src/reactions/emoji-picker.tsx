import {
  useEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactElement,
  type RefObject,
} from "react";
import { Icon } from "../primitives/icon.tsx";
import { Popover } from "../primitives/popover.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { findEmoji } from "./emoji-list.ts";

export type EmojiPickerProps = {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
};

/** A small emoji picker with a search. Arrow keys move in the grid, Enter picks, Escape gives focus back. */
export function EmojiPicker({ anchor, onPick, onClose }: EmojiPickerProps): ReactElement {
  const strings = useStrings();
  const [query, setQuery] = useState("");
  const grid = useRef<HTMLDivElement>(null);
  const search = useRef<HTMLInputElement>(null);
  // Only once the popover is shown can anything in it have the focus.
  useEffect(() => search.current?.focus(), []);
  const found = findEmoji(query);
  const pick = (character: string) => {
    onClose();
    onPick(character);
  };
  return (
    <Popover anchor={anchor} onClose={onClose}>
      <div data-natter="emoji-picker" role="group" aria-label={strings("emoji.label")}>
        <label data-part="search">
          <Icon name="search" size={16} />
          <input
            ref={search}
            type="search"
            value={query}
            placeholder={strings("emoji.search")}
            aria-label={strings("emoji.search")}
            autoComplete="off"
            onChange={(event) => setQuery(event.target.value)}
            onKeyDown={(event) => {
              if (event.key === "ArrowDown") {
                event.preventDefault();
                grid.current?.querySelector("button")?.focus();
              }
              if (event.key === "Enter" && found[0] && !event.nativeEvent.isComposing) {
                event.preventDefault();
                pick(found[0].character);
              }
            }}
          />
        </label>
        <div ref={grid} data-part="grid" onKeyDown={(event) => moveInGrid(event, grid.current)}>
          {found.map((emoji, index) => (
            <button
              key={emoji.character}
              type="button"
              tabIndex={index === 0 ? 0 : -1}
              aria-label={emoji.name}
              title={emoji.name}
              onClick={() => pick(emoji.character)}
            >
              {emoji.character}
            </button>
          ))}
          {found.length === 0 && <p data-part="none">{strings("emoji.none")}</p>}
        </div>
      </div>
    </Popover>
  );
}

const columns = 8;

function moveInGrid(event: KeyboardEvent, grid: HTMLElement | null): void {
  const steps: Readonly<Record<string, number>> = {
    ArrowRight: 1,
    ArrowLeft: -1,
    ArrowDown: columns,
    ArrowUp: -columns,
  };
  const step = steps[event.key];
  if (step === undefined || !grid) return;
  event.preventDefault();
  const buttons = [...grid.querySelectorAll("button")];
  const at = buttons.findIndex((button) => button === document.activeElement);
  const next = buttons[at + step];
  if (next) next.focus();
  else if (step < 0) grid.parentElement?.querySelector("input")?.focus();
}
