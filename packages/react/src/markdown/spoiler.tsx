import { plainText, type Inline } from "@natter/contract/markdown";
import { useState, type ReactElement, type ReactNode } from "react";
import { Icon } from "../primitives/icon.tsx";
import { useStrings } from "../strings/use-strings.ts";

export type SpoilerProps = {
  /** What is hidden, for its length: nothing in it can be followed or heard before it is revealed. */
  readonly hidden: readonly Inline[];
  readonly children: ReactNode;
};

/** A part of a text that is shown only to who asks for it. */
export function Spoiler({ hidden, children }: SpoilerProps): ReactElement {
  const strings = useStrings();
  const [revealed, setRevealed] = useState(false);
  return (
    <span data-part="spoiler" data-revealed={revealed ? "" : undefined}>
      <button
        type="button"
        tabIndex={-1}
        aria-expanded={revealed}
        aria-label={strings(revealed ? "spoiler.hide" : "spoiler.show")}
        title={strings(revealed ? "spoiler.hide" : "spoiler.show")}
        onClick={() => setRevealed(!revealed)}
      >
        {revealed ? (
          <Icon name="eye-off" size={14} />
        ) : (
          <span aria-hidden="true">{veil(hidden)}</span>
        )}
      </button>
      {revealed && children}
    </span>
  );
}

/** As long as what is hidden, and saying nothing of it: not even to who searches the page. */
function veil(hidden: readonly Inline[]): string {
  const { length } = plainText([{ type: "paragraph", children: hidden }], { spoilers: true });
  return "\u2588".repeat(Math.min(Math.max(length, 3), 60));
}
