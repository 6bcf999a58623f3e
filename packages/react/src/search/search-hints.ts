import { searchKinds } from "@natter/contract/search-query";

/** What can be written next in a search: it takes the place of the word at its end. */
export type SearchHint = {
  readonly id: string;
  /** As in `from:ada`. */
  readonly insert: string;
  readonly kind: "operator" | "person" | "channel" | "value";
  /** A name beside it, for people and channels. */
  readonly name?: string;
};

export type SearchNames = {
  readonly people: readonly { readonly id: string; readonly name: string }[];
  readonly channels: readonly { readonly cid: string; readonly title: string }[];
  /** The viewer's calendar day, as in 2026-05-31. */
  readonly today: string;
};

/** The operators of a search box, in the order of showing. */
export const searchOperators = [
  "from:",
  "in:",
  "has:",
  "before:",
  "after:",
  "mentions:me",
] as const;

const most = 6;

/** What fits the word that is being written at the end of a search. */
export function searchHints(text: string, names: SearchNames): readonly SearchHint[] {
  const word = lastWord(text);
  const colon = word.indexOf(":");
  if (colon < 0) {
    return searchOperators
      .filter((operator) => operator.startsWith(word.toLowerCase()))
      .map((operator) => ({ id: operator, insert: operator, kind: "operator" }));
  }
  const operator = word.slice(0, colon + 1).toLowerCase();
  const begun = word
    .slice(colon + 1)
    .replace(/^["@#]/u, "")
    .toLowerCase();
  return valuesFor(operator, begun, names).slice(0, most);
}

function valuesFor(operator: string, begun: string, names: SearchNames): readonly SearchHint[] {
  const value = (insert: string): SearchHint => ({ id: insert, insert, kind: "value" });
  switch (operator) {
    case "from:":
    case "mentions:": {
      const people = names.people
        .filter(({ id, name }) => id.startsWith(begun) || name.toLowerCase().startsWith(begun))
        .map(({ id, name }): SearchHint => {
          return { id: `${operator}${id}`, insert: `${operator}${id}`, kind: "person", name };
        });
      return "me".startsWith(begun) ? [value(`${operator}me`), ...people] : people;
    }
    case "in:":
      return names.channels
        .filter(({ title }) => title.toLowerCase().startsWith(begun))
        .map(({ cid, title }) => ({
          id: cid,
          insert: `in:${title.includes(" ") ? `"${title}"` : title}`,
          kind: "channel",
          name: title,
        }));
    case "has:":
      return searchKinds
        .filter((kind) => kind.startsWith(begun))
        .map((kind) => value(`has:${kind}`));
    case "before:":
    case "after:":
    case "on:":
      return begun === "" ? [value(`${operator}${names.today}`)] : [];
    default:
      return [];
  }
}

/** The search with a hint in the place of the word at its end; what takes a value waits for it. */
export function withHint(text: string, hint: SearchHint): string {
  const kept = text.slice(0, text.length - lastWord(text).length);
  const isOpen = hint.insert.endsWith(":");
  return `${kept}${hint.insert}${isOpen ? "" : " "}`;
}

function lastWord(text: string): string {
  return /\S*$/u.exec(text)?.[0] ?? "";
}
