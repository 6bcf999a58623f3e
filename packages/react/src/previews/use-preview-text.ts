import { parseMarkdown, plainText } from "@natter/contract/markdown";
import { useMemo } from "react";
import { useUsers } from "../people/use-users.ts";
import { useStrings } from "../strings/use-strings.ts";

const mention = /<@([^\s<>]+)>/gu;

/** What a message says in one run of words: without marks, with people's names, and something for one without words. */
export function usePreviewText(message: {
  readonly text: string;
  readonly deletedAt: Date | null;
}): string {
  const { text, deletedAt } = message;
  const strings = useStrings();
  const ids = useMemo(() => mentionedIn(text), [text]);
  const people = useUsers(ids);
  return useMemo(() => {
    if (deletedAt !== null) return strings("message.deleted");
    if (text === "") return strings("message.noText");
    return plainText(parseMarkdown(text), {
      nameOf: (userId) => people[ids.indexOf(userId)]?.name ?? strings("message.unknownSender"),
    });
  }, [text, deletedAt, ids, people, strings]);
}

function mentionedIn(text: string): readonly string[] {
  return [...text.matchAll(mention)].map(([, id]) => id ?? "");
}
