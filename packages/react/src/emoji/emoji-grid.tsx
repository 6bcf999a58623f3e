import { memo, type KeyboardEvent, type ReactElement, type Ref, type SyntheticEvent } from "react";
import { useStrings } from "../strings/use-strings.ts";
import type { Emoji } from "./emoji-data.ts";
import type { EmojiPlace, EmojiSection } from "./emoji-rows.ts";
import { withSkinTone, type SkinTone } from "./skin-tone.ts";

export type EmojiGridProps = {
  readonly gridRef: Ref<HTMLDivElement>;
  readonly sections: readonly EmojiSection[];
  readonly tone: SkinTone;
  /** The one stop for the Tab key. */
  readonly place: EmojiPlace;
  readonly onPick: (emoji: Emoji) => void;
  /** The one that the pointer or the focus is on. */
  readonly onShow: (emoji: Emoji) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onFocusPlace: (place: EmojiPlace) => void;
};

/** The sections of the picker. One listener serves all of the nearly two thousand buttons. */
export function EmojiGrid(props: EmojiGridProps): ReactElement {
  const { gridRef, sections, tone, place, onPick, onShow, onKeyDown, onFocusPlace } = props;
  const at = (event: SyntheticEvent): { emoji: Emoji; place: EmojiPlace } | null => {
    const button = event.target instanceof Element ? event.target.closest("[data-at]") : null;
    const [row, column] = button?.getAttribute("data-at")?.split(":").map(Number) ?? [];
    if (row === undefined || column === undefined) return null;
    const section = sections.findLast((one) => one.firstRow <= row);
    const emoji = section?.rows[row - section.firstRow]?.[column];
    return emoji ? { emoji, place: { row, column } } : null;
  };
  const show = (event: SyntheticEvent) => {
    const found = at(event);
    if (found) onShow(found.emoji);
  };
  return (
    <div
      ref={gridRef}
      data-part="grid"
      onClick={(event) => {
        const found = at(event);
        if (found) onPick(found.emoji);
      }}
      onKeyDown={onKeyDown}
      onMouseOver={show}
      onFocus={(event) => {
        show(event);
        const found = at(event);
        if (found) onFocusPlace(found.place);
      }}
    >
      {sections.map((section) => (
        <Section
          key={section.id}
          section={section}
          tone={tone}
          stop={isIn(section, place) ? place : null}
        />
      ))}
    </div>
  );
}

type SectionProps = {
  readonly section: EmojiSection;
  readonly tone: SkinTone;
  readonly stop: EmojiPlace | null;
};

const Section = memo(function Section({ section, tone, stop }: SectionProps): ReactElement {
  const strings = useStrings();
  const label = strings(`emoji.${section.id}`);
  return (
    <div data-part="section" data-section={section.id} role="group" aria-label={label}>
      <h3 data-part="heading" aria-hidden="true">
        {label}
      </h3>
      <div data-part="cells">
        {section.rows.flatMap((emojis, row) =>
          emojis.map((emoji, column) => (
            <button
              key={emoji.character}
              type="button"
              data-at={`${section.firstRow + row}:${column}`}
              tabIndex={stop?.row === section.firstRow + row && stop.column === column ? 0 : -1}
              aria-label={emoji.name}
            >
              {withSkinTone(emoji, tone)}
            </button>
          )),
        )}
      </div>
    </div>
  );
});

function isIn({ firstRow, rows }: EmojiSection, { row }: EmojiPlace): boolean {
  return row >= firstRow && row < firstRow + rows.length;
}
