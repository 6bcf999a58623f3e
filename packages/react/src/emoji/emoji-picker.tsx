import { lazy, Suspense, type ReactElement, type RefObject } from "react";
import { slot } from "../components/slot.tsx";
import { Popover } from "../primitives/popover.tsx";

export type EmojiPickerProps = {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
};

const EmojiPanel = lazy(() =>
  import("./emoji-panel.tsx").then((module) => ({ default: module.EmojiPanel })),
);

/**
 * All emoji beside the button that opened them: with a search, categories, those used last and skin tones. It is fetched
 * when it is first opened, from where the page came from, and closes when one is picked.
 */
export const EmojiPicker = slot("EmojiPicker", DefaultEmojiPicker);

function DefaultEmojiPicker({ anchor, onPick, onClose }: EmojiPickerProps): ReactElement {
  return (
    <Popover anchor={anchor} onClose={onClose}>
      <Suspense fallback={<div data-natter="emoji-picker" aria-busy="true" />}>
        <EmojiPanel
          onPick={(emoji) => {
            onClose();
            onPick(emoji);
          }}
        />
      </Suspense>
    </Popover>
  );
}
