import { isShallowEqual } from "@natter/client";
import { parseMarkdown, plainText } from "@natter/contract/markdown";
import { useMemo } from "react";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";

const mention = /<@([^\s<>]+)>/gu;

/** What a message says in one run of words: without marks, with people's names, and something for one without words. */
export function usePreviewText(message: {
  readonly text: string;
  readonly deletedAt: Date | null;
}): string {
  const { text, deletedAt } = message;
  const strings = useStrings();
  const names = useChatState(
    (state) => mentionedIn(text).map((id) => state.users[id]?.name ?? id),
    isShallowEqual,
  );
  return useMemo(() => {
    if (deletedAt !== null) return strings("message.deleted");
    if (text === "") return strings("message.noText");
    const ids = mentionedIn(text);
    return plainText(parseMarkdown(text), {
      nameOf: (userId) => names[ids.indexOf(userId)] ?? userId,
    });
  }, [text, deletedAt, names, strings]);
}

function mentionedIn(text: string): readonly string[] {
  return [...text.matchAll(mention)].map(([, id]) => id ?? "");
}
