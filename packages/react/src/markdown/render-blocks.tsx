import type { Block, Markdown } from "@natter/contract/markdown";
import { Fragment, type ReactNode } from "react";
import { CodeBlock } from "./code-block.tsx";
import { renderInlines } from "./render-inline.tsx";
import type { MarkdownRenderers } from "./renderers.ts";

/** Blocks as elements; `after` stands right behind the last word where the text ends with a paragraph, else below. */
export function renderBlocks(
  blocks: Markdown,
  renderers: MarkdownRenderers,
  after: ReactNode = null,
): ReactNode {
  const endsInWords = blocks.at(-1)?.type === "paragraph";
  return (
    <>
      {blocks.map((block, index) => (
        <Fragment key={index}>
          {renderBlock(block, renderers, endsInWords && index === blocks.length - 1 ? after : null)}
        </Fragment>
      ))}
      {!endsInWords && after}
    </>
  );
}

function renderBlock(block: Block, renderers: MarkdownRenderers, after: ReactNode): ReactNode {
  const children = childrenOf(block, renderers);
  // The record's key and the block's type are one and the same, which the compiler cannot follow through a union.
  const own = renderers[block.type] as
    | ((props: { node: Block; children: ReactNode }) => ReactNode)
    | undefined;
  if (own) {
    return (
      <>
        {own({ node: block, children })}
        {after}
      </>
    );
  }
  switch (block.type) {
    case "paragraph":
      return (
        <p data-part="paragraph">
          {children}
          {after}
        </p>
      );
    case "code-block":
      return <CodeBlock language={block.language} text={block.text} />;
    case "quote":
      return <blockquote>{children}</blockquote>;
    case "list":
      return block.ordered ? <ol start={block.start}>{children}</ol> : <ul>{children}</ul>;
    default:
      return block satisfies never;
  }
}

function childrenOf(block: Block, renderers: MarkdownRenderers): ReactNode {
  switch (block.type) {
    case "paragraph":
      return renderInlines(block.children, renderers);
    case "code-block":
      return null;
    case "quote":
      return renderBlocks(block.children, renderers);
    case "list":
      return block.items.map((item, index) => (
        <li key={index}>{renderBlocks(item.children, renderers)}</li>
      ));
    default:
      return block satisfies never;
  }
}
