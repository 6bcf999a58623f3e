/** What `has:` can ask for. */
export const searchKinds = ["link", "file", "image", "poll", "mention"] as const;
export type SearchKind = (typeof searchKinds)[number];

/** One condition of a search; a message must meet all of them, and where several name an author or a place, one of those. */
export type SearchPart =
  | { readonly type: "text"; readonly text: string; readonly not: boolean }
  | { readonly type: "from"; readonly who: string; readonly not: boolean }
  | { readonly type: "mentions"; readonly who: string; readonly not: boolean }
  | { readonly type: "in"; readonly place: string; readonly not: boolean }
  | { readonly type: "has"; readonly kind: SearchKind; readonly not: boolean }
  /** Written at `from` or later and before `until`. */
  | { readonly type: "time"; readonly from: Date | null; readonly until: Date | null };

/** What a search text says, or what is wrong with it in one sentence. */
export type ParsedSearch =
  | { readonly parts: readonly SearchPart[]; readonly problem: null }
  | { readonly parts: null; readonly problem: string };

/** How many conditions one search may have. */
export const mostSearchParts = 20;

/**
 * Reads the text of a search box. Words and "exact phrases" must occur, `-` before anything turns it round, and
 * `from: in: has: mentions: before: after: on:` narrow the search. Days begin at midnight, `utcOffsetMinutes` east of UTC.
 */
export function parseSearch(text: string, utcOffsetMinutes = 0): ParsedSearch {
  const parts: SearchPart[] = [];
  for (const token of tokensOf(text)) {
    const part = partOf(token, utcOffsetMinutes);
    if (typeof part === "string") return { parts: null, problem: part };
    parts.push(part);
  }
  if (parts.length > mostSearchParts) {
    return { parts: null, problem: `A search has at most ${mostSearchParts} conditions.` };
  }
  return { parts, problem: null };
}

type Token = { readonly not: boolean; readonly key: string | null; readonly value: string };

// A minus, a key, then a quoted or a bare value. A quote that is never closed is an ordinary character.
const tokenPattern =
  /(?<not>-)?(?:(?<key>from|in|has|mentions|before|after|on):)?(?:"(?<quoted>[^"]*)"|(?<bare>\S+))/giu;

function tokensOf(text: string): Token[] {
  const tokens: Token[] = [];
  for (const { groups } of text.matchAll(tokenPattern)) {
    const value = (groups?.["quoted"] ?? groups?.["bare"] ?? "").trim();
    const key = groups?.["key"]?.toLowerCase() ?? null;
    if (value !== "") tokens.push({ not: groups?.["not"] !== undefined, key, value });
  }
  return tokens;
}

function partOf({ not, key, value }: Token, utcOffsetMinutes: number): SearchPart | string {
  switch (key) {
    case null:
      return { type: "text", text: value, not };
    case "from":
    case "mentions":
      return { type: key, who: value.replace(/^@/, ""), not };
    case "in":
      return { type: "in", place: value.replace(/^#/, ""), not };
    case "has":
      return hasPart(value, not);
    default:
      if (not) return `"-${key}:" says nothing: use before:, after: or on: without the minus.`;
      return timePart(key, value, utcOffsetMinutes);
  }
}

function hasPart(value: string, not: boolean): SearchPart | string {
  const wanted = value.toLowerCase().replace(/s$/, "");
  const kind = searchKinds.find((one) => one === wanted);
  return kind ? { type: "has", kind, not } : `has: takes one of ${searchKinds.join(", ")}.`;
}

function timePart(key: string, value: string, utcOffsetMinutes: number): SearchPart | string {
  const span = spanOf(value, utcOffsetMinutes);
  if (!span) return `${key}: takes a day such as 2026-05-31, a month, a year or an RFC 3339 time.`;
  if (key === "before") return { type: "time", from: null, until: span.from };
  if (key === "after") return { type: "time", from: span.until, until: null };
  return { type: "time", ...span };
}

/** A year, month, day or moment as the time it takes. */
function spanOf(value: string, utcOffsetMinutes: number): { from: Date; until: Date } | null {
  if (/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/i.test(value)) {
    const at = new Date(value);
    return Number.isNaN(at.getTime()) ? null : { from: at, until: new Date(at.getTime() + 1) };
  }
  const found = /^(\d{4})(?:-(\d\d)(?:-(\d\d))?)?$/.exec(value);
  if (!found) return null;
  const [year, month, day] = [found[1], found[2], found[3]].map((part) => part && Number(part));
  const from = midnight(Number(year), Number(month ?? 1), Number(day ?? 1));
  // The 31st of a month that has 30 days would be another day.
  const isReal = from.getUTCMonth() + 1 === (month ?? 1) && from.getUTCDate() === (day ?? 1);
  if (!isReal) return null;
  const until = day
    ? midnight(Number(year), Number(month), Number(day) + 1)
    : month
      ? midnight(Number(year), Number(month) + 1, 1)
      : midnight(Number(year) + 1, 1, 1);
  const offset = utcOffsetMinutes * 60_000;
  return { from: new Date(from.getTime() - offset), until: new Date(until.getTime() - offset) };
}

function midnight(year: number, month: number, day: number): Date {
  const date = new Date(0);
  // Not `Date.UTC`, which takes the years 0 to 99 for the last century.
  date.setUTCFullYear(year, month - 1, day);
  return date;
}
