import { useLayoutEffect, useRef, type ReactElement, type RefObject } from "react";
import { EmojiNode } from "../markdown/emoji-node.tsx";
import { useCurrentUser } from "../provider/use-current-user.ts";
import { Layer } from "../primitives/layer.tsx";
import { useStrings } from "../strings/use-strings.ts";
import type { ReactionView } from "./use-reactions.ts";
import { useWhoReacted } from "./use-who-reacted.ts";

export type ReactionTooltipProps = {
  readonly id: string;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly reaction: ReactionView;
  readonly onRemove: (() => void) | null;
};

const gap = 6;

/** Who reacted, above the reaction. It never takes the focus. */
export function ReactionTooltip(props: ReactionTooltipProps): ReactElement {
  const { id, anchor, reaction, onRemove } = props;
  const strings = useStrings();
  const me = useCurrentUser();
  const who = useWhoReacted(reaction, me?.id ?? "");
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const tip = ref.current;
    const chip = anchor.current?.getBoundingClientRect();
    if (!tip || !chip) return;
    tip.showPopover();
    const isAbove = chip.top > tip.offsetHeight + gap;
    const isRtl = getComputedStyle(tip).direction === "rtl";
    const chipStart = isRtl ? innerWidth - chip.right : chip.left;
    const start = chipStart + chip.width / 2 - tip.offsetWidth / 2;
    tip.style.setProperty("--tip-start", `${clamp(start, innerWidth - tip.offsetWidth - gap)}px`);
    const top = isAbove ? chip.top - tip.offsetHeight - gap : chip.bottom + gap;
    tip.style.setProperty("--tip-top", `${top}px`);
  }, [anchor, reaction, who]);
  const isShortcode = /^[\w+-]+$/.test(reaction.type);
  return (
    <Layer>
      <div ref={ref} id={id} role="tooltip" popover="manual" data-natter="reaction-tooltip">
        <span data-part="emoji" aria-hidden="true">
          {isShortcode ? <EmojiNode name={reaction.type} /> : reaction.type}
        </span>
        <span>{who}</span>
        {onRemove && <span data-part="hint">{strings("reactions.removeHint")}</span>}
      </div>
    </Layer>
  );
}

function clamp(value: number, max: number): number {
  return Math.max(gap, Math.min(value, max));
}
