import type { Inline } from "@natter/contract/markdown";
import { Fragment, type ReactNode } from "react";
import { EmojiNode } from "./emoji-node.tsx";
import { GroupMention, UserMention } from "./mention.tsx";
import type { MarkdownRenderers } from "./renderers.ts";
import { Spoiler } from "./spoiler.tsx";

/** Inline nodes as elements. A text node becomes a text node: React escapes it, whatever it says. */
export function renderInlines(
  nodes: readonly Inline[],
  renderers: MarkdownRenderers,
): readonly ReactNode[] {
  return nodes.map((node, index) => (
    <Fragment key={index}>{renderInline(node, renderers)}</Fragment>
  ));
}

function renderInline(node: Inline, renderers: MarkdownRenderers): ReactNode {
  const children = "children" in node ? renderInlines(node.children, renderers) : null;
  // The record's key and the node's type are one and the same, which the compiler cannot follow through a union.
  const own = renderers[node.type] as
    | ((props: { node: Inline; children: ReactNode }) => ReactNode)
    | undefined;
  if (own) return own({ node, children });
  switch (node.type) {
    case "text":
      return node.text;
    case "bold":
      return <strong>{children}</strong>;
    case "italic":
      return <em>{children}</em>;
    case "strike":
      return <s>{children}</s>;
    case "spoiler":
      return <Spoiler hidden={node.children}>{children}</Spoiler>;
    case "code":
      return <code data-part="code">{node.text}</code>;
    case "link":
      return (
        <a href={node.url} target="_blank" rel="noopener noreferrer nofollow ugc" tabIndex={-1}>
          {children}
        </a>
      );
    case "mention":
      return <UserMention userId={node.userId} />;
    case "mention-group":
      return <GroupMention group={node.group} />;
    case "emoji":
      return <EmojiNode name={node.name} />;
    case "break":
      return <br />;
    default:
      return node satisfies never;
  }
}
