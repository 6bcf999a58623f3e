import type { ReactElement } from "react";
import { isOnlyEmoji } from "./is-only-emoji.ts";
import { splitLinks } from "./split-links.ts";

/** A message's text: links can be followed, one to three emoji alone are large, its direction is its own. */
export function MessageBody({ text }: { readonly text: string }): ReactElement {
  return (
    <div data-part="body" dir="auto" data-jumbo={isOnlyEmoji(text) ? "" : undefined}>
      {splitLinks(text).map((part, index) =>
        part.type === "link" ? (
          <a
            key={index}
            href={part.text}
            target="_blank"
            rel="noopener noreferrer nofollow ugc"
            tabIndex={-1}
          >
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </div>
  );
}
