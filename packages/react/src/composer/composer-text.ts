import { parseMarkdown, type Block, type Inline } from "@natter/contract/markdown";
import type { MentionGroup } from "@natter/contract";

/** Whom a mention means. */
export type MentionTarget =
  | { readonly type: "user"; readonly userId: string }
  | { readonly type: "group"; readonly group: MentionGroup };

/** A stretch of a text that stands for somebody: it is written as a name and sent as an id. */
export type TextMention = {
  readonly start: number;
  readonly end: number;
  readonly target: MentionTarget;
};

/** What stands in a composer: the text as its writer sees it, and which parts of it are mentions. */
export type ComposerText = { readonly text: string; readonly mentions: readonly TextMention[] };

export const emptyText: ComposerText = { text: "", mentions: [] };

/** How a mention is written in a message's text (MD-10). */
function mentionSource(target: MentionTarget): string {
  return target.type === "user" ? `<@${target.userId}>` : `<!${target.group}>`;
}

/** Reads a message's text for its writer: mentions by name. `nameOf` answers what stands behind the at sign. */
export function fromSource(
  source: string,
  nameOf: (target: MentionTarget) => string,
): ComposerText {
  let text = "";
  let last = 0;
  const mentions: TextMention[] = [];
  for (const found of source.matchAll(/<(?:@([A-Za-z0-9@._-]{1,64})|!([a-z]+(?::[a-z]+)?))>/g)) {
    const [whole, userId, group] = found;
    const target = targetOf(userId, group);
    if (target === null) continue;
    text += source.slice(last, found.index);
    const start = text.length;
    text += `@${nameOf(target)}`;
    mentions.push({ start, end: text.length, target });
    last = found.index + whole.length;
  }
  return { text: text + source.slice(last), mentions };
}

/** The text as it is sent, with mentions by id. */
export function toSource({ text, mentions }: ComposerText): string {
  let source = "";
  let last = 0;
  for (const { start, end, target } of mentions) {
    source += text.slice(last, start) + mentionSource(target);
    last = end;
  }
  return source + text.slice(last);
}

/** Whom a text mentions, as a message says it: those in code are none. */
export function mentionedIn(source: string): {
  readonly mentions: string[];
  readonly mentionGroups: MentionGroup[];
} {
  const users = new Set<string>();
  const groups = new Set<MentionGroup>();
  const visitInline = (node: Inline): void => {
    if (node.type === "mention") users.add(node.userId);
    // The dialect knows no other groups than the contract does.
    if (node.type === "mention-group") groups.add(node.group as MentionGroup);
    if ("children" in node) node.children.forEach(visitInline);
  };
  const visit = (block: Block): void => {
    if (block.type === "paragraph") block.children.forEach(visitInline);
    else if (block.type === "quote") block.children.forEach(visit);
    else if (block.type === "list") block.items.forEach((item) => item.children.forEach(visit));
  };
  parseMarkdown(source).forEach(visit);
  return { mentions: [...users], mentionGroups: [...groups] };
}

function targetOf(userId: string | undefined, group: string | undefined): MentionTarget | null {
  if (userId !== undefined) return { type: "user", userId };
  const isKnown = /^(?:channel|here|role:(?:owner|admin|moderator|member|guest))$/.test(
    group ?? "",
  );
  // What the pattern lets through is a group of the contract.
  return isKnown ? { type: "group", group: group as MentionGroup } : null;
}
