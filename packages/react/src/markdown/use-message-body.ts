import { parseMarkdown, type Markdown } from "@natter/contract/markdown";
import { useMemo } from "react";
import { isOnlyEmoji } from "./is-only-emoji.ts";

export type ParsedBody = {
  /** What the text means (SPEC/markdown.md). There is no HTML in it, and no address but of http, https and mailto. */
  readonly markdown: Markdown;
  /** Whether it is nothing but one to three emoji, which are shown large. */
  readonly isJumbo: boolean;
};

export type ParseOptions = {
  /** False in channels whose type has no markdown: then the text is shown as it was typed. */
  readonly markdown?: boolean | undefined;
};

/** A message's text as a tree to render. It is parsed again only when the text changes. */
export function useMessageBody(text: string, options: ParseOptions = {}): ParsedBody {
  const { markdown: isRead = true } = options;
  return useMemo(
    () => ({
      markdown: isRead ? parseMarkdown(text) : asTyped(text),
      isJumbo: isOnlyEmoji(text),
    }),
    [text, isRead],
  );
}

function asTyped(text: string): Markdown {
  return [{ type: "paragraph", children: [{ type: "text", text }] }];
}
