import type { Poll } from "@natter/client";
import type { ReactElement } from "react";
import { Icon } from "../primitives/icon.tsx";
import { useStrings } from "../strings/use-strings.ts";

export type PollOptionProps = {
  readonly option: Poll["options"][number];
  /** How many people voted at all. */
  readonly total: number;
  readonly kind: "radio" | "checkbox";
  readonly isChosen: boolean;
  readonly isBest: boolean;
  readonly disabled: boolean;
  readonly onPress: () => void;
};

/** One option: a press chooses it, another takes that back. How many chose it is said in words, and shown as a bar. */
export function PollOption(props: PollOptionProps): ReactElement {
  const { option, total, kind, isChosen, isBest, disabled, onPress } = props;
  const strings = useStrings();
  const percent = total === 0 ? 0 : Math.round((option.count / total) * 100);
  const share =
    total === 0
      ? strings("poll.votes", { count: 0 })
      : strings("poll.share", { count: option.count, total, percent });
  return (
    <button
      type="button"
      data-part="option"
      data-chosen={isChosen ? "" : undefined}
      data-best={isBest ? "" : undefined}
      role={kind}
      aria-checked={isChosen}
      aria-disabled={disabled}
      aria-label={`${option.text}, ${share}`}
      tabIndex={-1}
      onClick={() => !disabled && onPress()}
    >
      <i data-part="bar" style={{ inlineSize: `${percent}%` }} />
      <span data-part="mark" data-kind={kind}>
        {isChosen && <Icon name="check" size={14} />}
      </span>
      <span data-part="option-text" dir="auto">
        {option.text}
      </span>{" "}
      <span data-part="share">{share}</span>
    </button>
  );
}
