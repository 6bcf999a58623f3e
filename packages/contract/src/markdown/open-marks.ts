import type { Inline } from "./nodes.ts";

// The marks that may be open at once in a paragraph. It bounds the depth of the tree and what a closing mark looks through,
// so that the time stays linear in the length of the text.
const mostOpen = 24;

/** A mark that may yet be closed, and what has been read behind it. `mark` is "" for the paragraph itself. */
type Open = {
  readonly mark: string;
  count: number;
  isLive: boolean;
  nodes: Inline[];
};

/** What is being read of a paragraph: the marks that are open, each with what stands behind it. */
export type OpenMarks = {
  add(node: Inline): void;
  addText(text: string): void;
  /** Opens a mark of `count` equal characters; text where too many are open. */
  open(mark: string, count: number): void;
  /** How many characters the nearest open mark of this kind still has; 0 where none is open. */
  openCount(mark: string): number;
  /** What stands behind the nearest open mark of this kind, which loses `count` characters; unclosed marks in it are text. */
  close(mark: string, count: number, wrap: (children: Inline[]) => Inline): void;
  /** Makes the nearest open mark of this kind text. */
  giveUp(mark: string): void;
  /** What was read; marks still open are text. */
  end(): Inline[];
};

export function createOpenMarks(): OpenMarks {
  const root: Open = { mark: "", count: 0, isLive: false, nodes: [] };
  const stack: Open[] = [root];

  const top = (): Open => stack.at(-1) ?? root;
  const nearest = (mark: string) =>
    stack.findLastIndex((open) => open.isLive && open.mark === mark);

  function foldTo(index: number): Open {
    const into = stack[index] ?? root;
    for (const open of stack.splice(index + 1)) {
      append(into.nodes, { type: "text", text: open.mark.repeat(open.count) });
      for (const node of open.nodes) append(into.nodes, node);
    }
    return into;
  }

  return {
    add: (node) => append(top().nodes, node),
    addText: (text) => append(top().nodes, { type: "text", text }),
    open(mark, count) {
      if (stack.length > mostOpen) append(top().nodes, { type: "text", text: mark.repeat(count) });
      else stack.push({ mark, count, isLive: true, nodes: [] });
    },
    openCount: (mark) => stack[nearest(mark)]?.count ?? 0,
    close(mark, count, wrap) {
      const open = foldTo(nearest(mark));
      const node = wrap(open.nodes);
      open.nodes = [];
      open.count -= count;
      if (open.count === 0) stack.pop();
      append(top().nodes, node);
    },
    giveUp(mark) {
      const open = stack[nearest(mark)];
      if (open) open.isLive = false;
    },
    end: () => foldTo(0).nodes,
  };
}

/** Adds a node; text behind text is one text. */
function append(nodes: Inline[], node: Inline): void {
  const last = nodes.at(-1);
  if (node.type !== "text") nodes.push(node);
  else if (last?.type === "text")
    nodes[nodes.length - 1] = { type: "text", text: last.text + node.text };
  else if (node.text !== "") nodes.push(node);
}
