import { useId, useRef, useState, type KeyboardEvent, type ReactElement } from "react";
import { EmojiNode } from "../markdown/emoji-node.tsx";
import { lazyPart } from "../loading/lazy-part.tsx";
import { useStrings } from "../strings/use-strings.ts";
import type { ReactionTooltipProps } from "./reaction-tooltip.tsx";
import type { ReactionView } from "./use-reactions.ts";

export type ReactionChipProps = {
  readonly reaction: ReactionView;
  /** Null where the viewer may not react: then it only tells. */
  readonly onPress: (() => void) | null;
  /** Takes all of the viewer's own back, where a press adds one. */
  readonly onRemove: (() => void) | null;
};

const ReactionTooltip = lazyPart<ReactionTooltipProps>(
  async () => (await import("./reaction-tooltip.tsx")).ReactionTooltip,
);

const hoverMs = 350;
const longPressMs = 450;

/** One kind of reaction with its count. Who reacted shows on hover, on focus and on a long press. */
export function ReactionChip({ reaction, onPress, onRemove }: ReactionChipProps): ReactElement {
  const { type, count, own } = reaction;
  const strings = useStrings();
  const [isTold, setTold] = useState(false);
  const ref = useRef<HTMLButtonElement>(null);
  const timer = useRef<number | undefined>(undefined);
  const wasHeld = useRef(false);
  const id = useId();
  const isShortcode = /^[\w+-]+$/.test(type);
  const tellAfter = (ms: number) => {
    clearTimeout(timer.current);
    timer.current = window.setTimeout(() => {
      wasHeld.current = ms === longPressMs;
      setTold(true);
    }, ms);
  };
  const hush = () => {
    clearTimeout(timer.current);
    setTold(false);
  };
  const label = strings(own > 0 ? "reactions.mine" : "reactions.count", {
    emoji: isShortcode ? `:${type}:` : type,
    count,
  });
  return (
    <>
      <button
        ref={ref}
        type="button"
        data-part="reaction"
        tabIndex={-1}
        aria-pressed={own > 0}
        aria-label={label}
        aria-describedby={isTold ? id : undefined}
        aria-disabled={onPress === null}
        onClick={() => {
          if (wasHeld.current) wasHeld.current = false;
          else onPress?.();
        }}
        onKeyDown={(event: KeyboardEvent) => {
          if (event.key === "Escape" && isTold) hush();
          const isRemoval = event.key === "Delete" || event.key === "Backspace";
          if (!isRemoval || !onRemove) return;
          event.preventDefault();
          event.stopPropagation();
          onRemove();
        }}
        onPointerEnter={(event) => event.pointerType === "mouse" && tellAfter(hoverMs)}
        onPointerLeave={hush}
        onPointerDown={(event) => event.pointerType !== "mouse" && tellAfter(longPressMs)}
        onPointerUp={() => clearTimeout(timer.current)}
        onPointerCancel={hush}
        onFocus={({ currentTarget }) => currentTarget.matches(":focus-visible") && tellAfter(0)}
        onBlur={hush}
        onContextMenu={(event) => {
          if (wasHeld.current) event.preventDefault();
        }}
      >
        {isShortcode ? <EmojiNode name={type} /> : <span data-part="emoji">{type}</span>}
        <span data-part="count">{count}</span>
      </button>
      {isTold && <ReactionTooltip id={id} anchor={ref} reaction={reaction} onRemove={onRemove} />}
    </>
  );
}
