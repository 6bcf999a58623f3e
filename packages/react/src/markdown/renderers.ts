import type { Block, Inline } from "@natter/contract/markdown";
import type { ReactNode } from "react";

type Node = Block | Inline;

/** How one kind of node is shown. `children` is what it holds, rendered already; nothing for nodes that hold none. */
export type Renderer<Type extends Node["type"]> = (props: {
  readonly node: Extract<Node, { readonly type: Type }>;
  readonly children: ReactNode;
}) => ReactNode;

/** Other ways to show kinds of nodes; the kit's own serve for those that are not named. */
export type MarkdownRenderers = { readonly [Type in Node["type"]]?: Renderer<Type> };
