import { useId, useState, type ReactElement, type ReactNode } from "react";
import { slot } from "../components/slot.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { estimateLines } from "./estimate-lines.ts";
import { renderBlocks } from "./render-blocks.tsx";
import type { MarkdownRenderers } from "./renderers.ts";
import { useMessageBody, type ParseOptions } from "./use-message-body.ts";

export type MessageBodyProps = ParseOptions & {
  readonly text: string;
  /** What stands right behind the last word. */
  readonly after?: ReactNode;
  /** Other ways to show kinds of nodes. */
  readonly renderers?: MarkdownRenderers | undefined;
  /** About how many lines are shown of a text that is half as long again, before one asks for the rest. */
  readonly maxLines?: number | undefined;
};

const none: MarkdownRenderers = {};

/**
 * A message's text as it was meant: marks, code, lists, quotes, spoilers, links and mentions. It is built of elements,
 * never of HTML, and its direction is its own.
 */
export const MessageBody = slot("MessageBody", DefaultMessageBody);

function DefaultMessageBody(props: MessageBodyProps): ReactElement {
  const { text, after, renderers = none, maxLines = 24, markdown } = props;
  const strings = useStrings();
  const body = useMessageBody(text, { markdown });
  const [expanded, setExpanded] = useState(false);
  const id = useId();
  const isLong = estimateLines(text) > maxLines * 1.5;
  const isFolded = isLong && !expanded;
  return (
    <>
      <div
        id={id}
        data-natter="message-body"
        data-part="body"
        dir="auto"
        data-jumbo={body.isJumbo ? "" : undefined}
        data-folded={isFolded ? "" : undefined}
        style={isFolded ? { maxBlockSize: `${maxLines * 1.5}em` } : undefined}
      >
        {renderBlocks(body.markdown, renderers, isLong ? null : after)}
      </div>
      {isLong && (
        <button
          type="button"
          data-part="show-more"
          tabIndex={-1}
          aria-expanded={expanded}
          aria-controls={id}
          onClick={() => setExpanded(!expanded)}
        >
          {strings(expanded ? "message.showLess" : "message.showMore")}
        </button>
      )}
      {isLong && after}
    </>
  );
}
