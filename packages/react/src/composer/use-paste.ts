import { useRef, type ClipboardEvent, type KeyboardEvent } from "react";
import { useAnnounce } from "../announcer/announcer.tsx";
import { useStrings } from "../strings/use-strings.ts";
import type { ComposerScope } from "./composer-scope.ts";

export type Paste = {
  readonly onPaste: (event: ClipboardEvent<HTMLTextAreaElement>) => void;
  /** Hears whether the next paste is to be plain. */
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/** A text longer than this reads better as a file. */
const longPaste = 2_000;

/**
 * What a paste means: files go to the tray, an address over a selection makes a link of it, rich text keeps its formatting
 * as markdown. With Shift held, what is pasted is plain.
 */
export function usePaste(
  { edit, insert, attachments, sayNoFiles }: ComposerScope,
  onLong: (text: string) => void,
): Paste {
  const isPlain = useRef(false);
  const announce = useAnnounce();
  const strings = useStrings();
  return {
    onKeyDown: (event) => {
      if (event.key.toLowerCase() !== "v" || !(event.ctrlKey || event.metaKey)) return;
      isPlain.current = event.shiftKey;
    },
    onPaste: (event) => {
      const plain = isPlain.current;
      isPlain.current = false;
      const { clipboardData: data, currentTarget: textarea } = event;
      const files = [...data.files];
      const text = data.getData("text/plain");
      // Office programs put a picture of the text beside it: then it is the text that was meant.
      if (files.length > 0 && text === "") {
        event.preventDefault();
        if (attachments) attachments.add(files);
        else sayNoFiles();
        return;
      }
      if (plain) return;
      const { selectionStart: start, selectionEnd: end } = textarea;
      const url = text.trim();
      if (start !== end && isAddress(url) && !isAddress(textarea.value.slice(start, end).trim())) {
        event.preventDefault();
        edit(({ text: whole }) => {
          const link = `[${whole.slice(start, end)}](${url})`;
          return { start, end, text: link };
        });
        announce(strings("composer.linked"));
        return;
      }
      if (attachments && text.length > longPaste) onLong(text);
      const html = data.getData("text/html");
      if (!formatted.test(html)) return;
      event.preventDefault();
      // Fetched when somebody first pastes such a thing; without it, the words are pasted as they are.
      import("./html-to-markdown.ts").then(
        ({ htmlToMarkdown }) => insert(htmlToMarkdown(html) ?? text),
        () => insert(text),
      );
    },
  };
}

/** Whether there is anything in it that a message's text can say. */
const formatted = /<(?:b|strong|i|em|s|del|strike|code|pre|a|ul|ol|blockquote|h[1-6])[\s>]/i;

function isAddress(text: string): boolean {
  return /^https?:\/\/\S+$/i.test(text) && URL.canParse(text);
}
