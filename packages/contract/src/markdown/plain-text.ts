import type { Block, Inline, Markdown } from "./nodes.ts";

export type PlainTextOptions = {
  /** The name to show for a mentioned user; the id when not given. */
  readonly nameOf?: (userId: string) => string;
  /** Whether spoilers are told. Not when not said: a notification must not give away what a tap reveals. */
  readonly spoilers?: boolean;
};

const hiddenSpoiler = "\u2588\u2588\u2588";

/** What a text says without any formatting: for notifications, search and quotes. */
export function plainText(markdown: Markdown, options: PlainTextOptions = {}): string {
  return markdown.map((block) => blockText(block, options)).join("\n");
}

/** Whether a text holds a link. */
export function hasLink(markdown: Markdown): boolean {
  return markdown.some((block) => {
    switch (block.type) {
      case "paragraph":
        return block.children.some(inlineHasLink);
      case "quote":
        return hasLink(block.children);
      case "list":
        return block.items.some((item) => hasLink(item.children));
      case "code-block":
        return false;
      default:
        return block satisfies never;
    }
  });
}

function inlineHasLink(inline: Inline): boolean {
  if (inline.type === "link") return true;
  return "children" in inline && inline.children.some(inlineHasLink);
}

function blockText(block: Block, options: PlainTextOptions): string {
  switch (block.type) {
    case "paragraph":
      return inlineText(block.children, options);
    case "code-block":
      return block.text;
    case "quote":
      return prefixed(plainText(block.children, options), "> ", "> ");
    case "list":
      return block.items
        .map((item, index) => {
          const marker = block.ordered ? `${block.start + index}. ` : "• ";
          return prefixed(plainText(item.children, options), marker, "  ");
        })
        .join("\n");
    default:
      return block satisfies never;
  }
}

function prefixed(text: string, first: string, others: string): string {
  return first + text.replaceAll("\n", `\n${others}`);
}

function inlineText(inlines: readonly Inline[], options: PlainTextOptions): string {
  return inlines.map((inline) => oneText(inline, options)).join("");
}

function oneText(inline: Inline, options: PlainTextOptions): string {
  switch (inline.type) {
    case "text":
    case "code":
      return inline.text;
    case "spoiler":
      return options.spoilers === true ? inlineText(inline.children, options) : hiddenSpoiler;
    case "bold":
    case "italic":
    case "strike":
    case "link":
      return inlineText(inline.children, options);
    case "mention":
      return `@${options.nameOf?.(inline.userId) ?? inline.userId}`;
    case "mention-group":
      return `@${inline.group.replace(/^role:/, "")}`;
    case "emoji":
      return `:${inline.name}:`;
    case "break":
      return "\n";
    default:
      return inline satisfies never;
  }
}
