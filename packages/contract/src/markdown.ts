// Schema-free: what parses a message's text costs a client no more than this.
export { escapeMarkdown } from "./markdown/escape.ts";
export type { Block, Inline, ListItem, Markdown } from "./markdown/nodes.ts";
export { parseMarkdown } from "./markdown/parse-blocks.ts";
export { hasLink, plainText, type PlainTextOptions } from "./markdown/plain-text.ts";
