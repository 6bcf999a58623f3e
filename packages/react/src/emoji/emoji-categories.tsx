import { useEffect, useState, type ReactElement, type RefObject } from "react";
import { useStrings } from "../strings/use-strings.ts";
import type { EmojiSection, EmojiSectionId } from "./emoji-rows.ts";

const signs: Readonly<Record<EmojiSectionId, string>> = {
  recent: "🕘",
  found: "🔍",
  smileys: "😀",
  people: "👋",
  nature: "🐻",
  food: "🍔",
  travel: "🚀",
  activities: "⚽",
  objects: "💡",
  symbols: "❤️",
  flags: "🏁",
};

export type EmojiCategoriesProps = {
  readonly sections: readonly EmojiSection[];
  readonly grid: RefObject<HTMLDivElement | null>;
};

/** A button for each category, which leads there; the one in view is marked. */
export function EmojiCategories({ sections, grid }: EmojiCategoriesProps): ReactElement {
  const strings = useStrings();
  const [current, setCurrent] = useState<EmojiSectionId | null>(sections[0]?.id ?? null);
  useEffect(() => {
    const element = grid.current;
    if (!element) return;
    const look = () => {
      const parts = [...element.querySelectorAll<HTMLElement>("[data-section]")];
      const last = parts.findLast(
        (part) => part.offsetTop - element.offsetTop <= element.scrollTop + 8,
      );
      const section = sections.find(({ id }) => id === last?.dataset["section"]);
      if (section) setCurrent(section.id);
    };
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, [grid, sections]);
  const show = (id: EmojiSectionId) => {
    const part = grid.current?.querySelector<HTMLElement>(`[data-section="${id}"]`);
    if (!grid.current || !part) return;
    grid.current.scrollTop = part.offsetTop - grid.current.offsetTop;
    setCurrent(id);
  };
  return (
    <div data-part="categories">
      {sections.map(({ id }) => (
        <button
          key={id}
          type="button"
          aria-label={strings(`emoji.${id}`)}
          title={strings(`emoji.${id}`)}
          aria-current={id === current}
          onClick={() => show(id)}
        >
          {signs[id]}
        </button>
      ))}
    </div>
  );
}
