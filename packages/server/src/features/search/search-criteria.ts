import type { SearchKind, SearchPart } from "@natter/contract";
import { foldText } from "./fold-text.ts";
import { factGram, gramsOf } from "./grams.ts";
import { fromFact, hasFact, kindsIn, mentionFact, type SearchedMessage } from "./message-facts.ts";
import { keysOf, needleOf, occursIn, type Needle } from "./needle.ts";

/** A channel that the searcher may read. */
export type SearchedChannel = { readonly cid: string; readonly name: string | null };

/** What messages must be like, with everything resolved that the search text says by name. */
export type Criteria = {
  readonly cids: readonly string[];
  readonly needles: readonly Needle[];
  readonly unwanted: readonly Needle[];
  /** Any of these wrote it; null for anybody. */
  readonly senders: readonly string[] | null;
  readonly notSenders: readonly string[];
  readonly mentions: readonly string[];
  readonly notMentions: readonly string[];
  readonly kinds: readonly SearchKind[];
  readonly notKinds: readonly SearchKind[];
  readonly since: Date | null;
  readonly until: Date | null;
};

/** Resolves a search among the channels that the searcher may read. */
export function criteriaOf(
  parts: readonly SearchPart[],
  { viewerId, channels }: { viewerId: string; channels: readonly SearchedChannel[] },
): Criteria {
  const people = (type: "from" | "mentions", not: boolean) =>
    ofType(parts, type, not).map(({ who }) => (who === "me" ? viewerId : who));
  const needles = (not: boolean) =>
    ofType(parts, "text", not).flatMap((part) => needleOf(part.text) ?? []);
  const kinds = (not: boolean) => ofType(parts, "has", not).map((part) => part.kind);
  const senders = people("from", false);
  const times = parts.filter((part) => part.type === "time");
  return {
    cids: placesOf(parts, channels),
    needles: needles(false),
    unwanted: needles(true),
    senders: senders.length > 0 ? senders : null,
    notSenders: people("from", true),
    mentions: people("mentions", false),
    notMentions: people("mentions", true),
    kinds: kinds(false),
    notKinds: kinds(true),
    since: extreme(
      times.map((part) => part.from),
      (one, other) => one > other,
    ),
    until: extreme(
      times.map((part) => part.until),
      (one, other) => one < other,
    ),
  };
}

function ofType<Type extends Exclude<SearchPart["type"], "time">>(
  parts: readonly SearchPart[],
  type: Type,
  not: boolean,
): Extract<SearchPart, { type: Type }>[] {
  return parts.filter(
    (part): part is Extract<SearchPart, { type: Type }> =>
      part.type === type && "not" in part && part.not === not,
  );
}

function placesOf(parts: readonly SearchPart[], channels: readonly SearchedChannel[]): string[] {
  const wanted = ofType(parts, "in", false);
  const unwanted = ofType(parts, "in", true);
  return channels
    .filter((channel) => wanted.length === 0 || wanted.some(({ place }) => isPlace(channel, place)))
    .filter((channel) => !unwanted.some(({ place }) => isPlace(channel, place)))
    .map((channel) => channel.cid);
}

/** A channel is meant by its address, the part of it after the colon, or its name. */
function isPlace({ cid, name }: SearchedChannel, place: string): boolean {
  if (cid === place || cid.slice(cid.indexOf(":") + 1) === place) return true;
  return name !== null && foldText(name) === foldText(place);
}

function extreme(
  dates: readonly (Date | null)[],
  isMore: (one: Date, other: Date) => boolean,
): Date | null {
  return dates.reduce((best, date) => (date && (!best || isMore(date, best)) ? date : best), null);
}

/** The criteria as the index takes them. Where it cannot say something exactly, it lets more through. */
export function indexQuery(appId: string, criteria: Criteria) {
  const { needles, unwanted, senders } = criteria;
  const onlySender = senders?.length === 1 ? senders.map(fromFact) : [];
  const facts = [
    ...onlySender,
    ...criteria.mentions.map(mentionFact),
    ...criteria.kinds.map(hasFact),
  ];
  const notFacts = [
    ...criteria.notSenders.map(fromFact),
    ...criteria.notMentions.map(mentionFact),
    ...criteria.notKinds.map(hasFact),
  ];
  const loose = unwanted.filter((needle) => !needle.standsAloneBefore && !needle.standsAloneAfter);
  return {
    cids: criteria.cids,
    grams: [
      ...needles.flatMap((needle) => keysOf(appId, needle)),
      ...facts.map((fact) => factGram(appId, fact)),
    ],
    // A short word alone is a key of its own, and no other text has that key.
    unwantedGrams: [
      ...notFacts.map((fact) => factGram(appId, fact)),
      ...unwanted.flatMap((needle) => {
        const keys = gramsOf(appId, needle.text);
        return isShortWord(needle) && keys.length === 1 ? keys : [];
      }),
    ],
    patterns: needles.map(patternOf),
    unwantedPatterns: loose.map(patternOf),
    senders,
    since: criteria.since ?? ("-infinity" as const),
    until: criteria.until ?? ("infinity" as const),
  };
}

function isShortWord({ text, standsAloneBefore, standsAloneAfter }: Needle): boolean {
  return standsAloneBefore && standsAloneAfter && text.length < 3;
}

function patternOf({ text }: Needle): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}

/** Whether a message, as it is now, is what was asked for: the last word on every result. */
export function meets(
  criteria: Criteria,
  message: SearchedMessage & { readonly createdAt: Date },
): boolean {
  const { senderId, mentions, createdAt } = message;
  const folded = foldText(message.text);
  const kinds = kindsIn(message);
  const { senders, since, until } = criteria;
  return (
    criteria.needles.every((needle) => occursIn(needle, folded)) &&
    !criteria.unwanted.some((needle) => occursIn(needle, folded)) &&
    (senders === null || (senderId !== null && senders.includes(senderId))) &&
    !(senderId !== null && criteria.notSenders.includes(senderId)) &&
    criteria.mentions.every((userId) => mentions.includes(userId)) &&
    !criteria.notMentions.some((userId) => mentions.includes(userId)) &&
    criteria.kinds.every((kind) => kinds.includes(kind)) &&
    !criteria.notKinds.some((kind) => kinds.includes(kind)) &&
    (since === null || createdAt >= since) &&
    (until === null || createdAt < until)
  );
}
