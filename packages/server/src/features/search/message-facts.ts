import type { SearchKind } from "@natter/contract";
import { foldText } from "./fold-text.ts";
import { factGram, gramsOf } from "./grams.ts";

/** What is looked at of a message, however it is stored. */
export type SearchedMessage = {
  readonly kind: string;
  readonly text: string;
  readonly senderId: string | null;
  readonly mentions: readonly string[];
  readonly mentionGroups: readonly string[];
  readonly custom: Readonly<Record<string, unknown>>;
};

const link = /\bhttps?:\/\/[^\s/$.?#][^\s]*/iu;
const fileKinds = new Set(["file", "image", "video", "voice"]);

/** What `has:` finds a message by. */
export function kindsIn(message: SearchedMessage): SearchKind[] {
  const { kind, text, mentions, mentionGroups } = message;
  const attached = attachmentTypes(message);
  const kinds: [SearchKind, boolean][] = [
    ["link", link.test(text)],
    ["file", fileKinds.has(kind) || attached.length > 0],
    ["image", kind === "image" || attached.includes("image")],
    ["poll", kind === "poll"],
    ["mention", mentions.length > 0 || mentionGroups.length > 0],
  ];
  return kinds.filter(([, has]) => has).map(([name]) => name);
}

// Files are named in the message's own data by `attachments: [{type, …}]`, as chat products commonly do.
function attachmentTypes({ custom }: SearchedMessage): string[] {
  const list = custom["attachments"];
  if (!Array.isArray(list)) return [];
  return list.map((item: unknown) => {
    const isTyped = typeof item === "object" && item !== null && "type" in item;
    return isTyped && typeof item.type === "string" ? item.type : "file";
  });
}

/** The facts of a message that are keys of the index, as `from:ada`. */
function factsOf(message: SearchedMessage): string[] {
  return [
    ...(message.senderId === null ? [] : [fromFact(message.senderId)]),
    ...message.mentions.map(mentionFact),
    ...kindsIn(message).map(hasFact),
  ];
}

export const fromFact = (userId: string) => `from:${userId}`;
export const mentionFact = (userId: string) => `mentions:${userId}`;
export const hasFact = (kind: SearchKind) => `has:${kind}`;

/** What the index keeps of a message: its text as it is compared, and the keys it is found by. */
export function indexed(
  appId: string,
  message: SearchedMessage,
): { body: string; grams: number[] } {
  const body = foldText(message.text);
  const facts = factsOf(message).map((fact) => factGram(appId, fact));
  return { body, grams: [...gramsOf(appId, body), ...facts] };
}
