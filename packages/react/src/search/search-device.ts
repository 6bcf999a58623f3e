import type { ChatState, SearchResult, SentMessage } from "@natter/client";
import { parseSearch, type SearchPart } from "@natter/contract/search-query";

const most = 50;
const snippetLength = 160;

/** Looks through the messages that this device holds, newest first: for when there is no connection. */
export function searchDevice(
  state: ChatState,
  query: string,
  cids?: readonly string[],
): readonly SearchResult[] {
  const { parts } = parseSearch(query, -new Date().getTimezoneOffset());
  if (parts === null || parts.length === 0) return [];
  const found: SearchResult[] = [];
  for (const { cid, channel, window } of Object.values(state.channels)) {
    if (channel === null || (cids && !cids.includes(cid))) continue;
    for (const message of window.confirmed) {
      if (message.deletedAt !== null || message.kind === "system") continue;
      if (parts.every((part) => fits(part, message, channel.title) !== isNot(part))) {
        found.push(resultOf(message, channel.title, parts));
      }
    }
  }
  found.sort((one, other) => other.message.createdAt.getTime() - one.message.createdAt.getTime());
  return found.slice(0, most);
}

function isNot(part: SearchPart): boolean {
  return "not" in part && part.not;
}

function fits(part: SearchPart, message: SentMessage, title: string): boolean {
  switch (part.type) {
    case "text":
      return fold(message.text).includes(fold(part.text));
    case "from":
      return isPerson(part.who, message.sender?.id, message.sender?.name);
    case "mentions":
      return message.mentions.some((id) => isPerson(part.who, id, undefined));
    case "in":
      return fold(title) === fold(part.place) || message.cid === part.place;
    case "has":
      return has(part.kind, message);
    case "time":
      return (
        (part.from === null || message.createdAt >= part.from) &&
        (part.until === null || message.createdAt < part.until)
      );
    default:
      return part satisfies never;
  }
}

function has(kind: Extract<SearchPart, { type: "has" }>["kind"], message: SentMessage): boolean {
  if (kind === "link") return /https?:\/\//u.test(message.text);
  if (kind === "mention") return message.mentions.length + message.mentionGroups.length > 0;
  return message.kind === kind;
}

function isPerson(who: string, id: string | undefined, name: string | undefined): boolean {
  return fold(who) === fold(id ?? "") || fold(name ?? "").startsWith(fold(who));
}

function resultOf(message: SentMessage, title: string, parts: readonly SearchPart[]): SearchResult {
  const highlights = parts.flatMap((part) =>
    part.type === "text" && !part.not ? placesOf(part.text, message.text) : [],
  );
  const start = Math.max(0, (highlights[0]?.start ?? 0) - snippetLength / 4);
  const text = message.text.slice(start, start + snippetLength);
  return {
    message,
    highlights,
    snippet: {
      text: `${start > 0 ? "…" : ""}${text}`,
      highlights: highlights
        .map((range) => ({
          start: range.start - start + (start > 0 ? 1 : 0),
          end: range.end - start + (start > 0 ? 1 : 0),
        }))
        .filter((range) => range.end <= text.length + 1),
    },
    channel: { cid: message.cid, name: title },
    context: { previousId: null, nextId: null },
  };
}

/** Lower case has the same length here: only then do places in the one fit the other. */
function placesOf(word: string, text: string): { start: number; end: number }[] {
  const lower = text.toLowerCase();
  const wanted = word.toLowerCase();
  const places = [];
  if (lower.length === text.length && wanted !== "") {
    for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, at + wanted.length)) {
      places.push({ start: at, end: at + wanted.length });
    }
  }
  return places;
}

function fold(text: string): string {
  return text.normalize("NFKC").toLowerCase().trim();
}
