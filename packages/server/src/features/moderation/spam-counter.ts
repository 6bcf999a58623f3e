import type { RuleConfig } from "@natter/contract";

type Rate = { readonly count: number; readonly seconds: number };
type SpamConfig = Extract<RuleConfig, { kind: "spam" }>;

/** What somebody is about to write, as it is counted. */
export type Counted = {
  /** The app, the rule and the user: what is counted together. */
  readonly key: string;
  readonly config: SpamConfig;
  /** A text in short: equal for equal texts. */
  readonly text: string;
  readonly links: number;
  /** False: only to look. */
  readonly note: boolean;
  /** Equal for the same writing tried again, which counts once; null for none. */
  readonly id: string | null;
};

type Sent = {
  readonly id: string | null;
  readonly at: number;
  readonly text: string;
  readonly links: number;
};

const mostPeople = 50_000;
const mostNoted = 400;
const longestMs = 3_600_000;

/** Counts what people write, in memory: how often the same text, how much, how many links. Answers why it is too much, or null. */
export function createSpamCounter(now: () => Date): (counted: Counted) => string | null {
  const people = new Map<string, Sent[]>();

  return ({ key, config, text, links, note, id }) => {
    const at = now().getTime();
    const sent = (people.get(key) ?? []).filter(
      (one) => at - one.at < longestMs && (id === null || one.id !== id),
    );
    const present = { id, at, text, links };
    const all = [...sent, present];
    if (note) {
      // Taken out and put back: the first of the map is who was quiet for longest.
      people.delete(key);
      people.set(key, all.slice(-mostNoted));
      if (people.size > mostPeople) people.delete(people.keys().next().value ?? "");
    }
    return tooMuch(config, all, present);
  };
}

function tooMuch(config: SpamConfig, sent: readonly Sent[], present: Sent): string | null {
  const within = (rate: Rate) => sent.filter((one) => present.at - one.at < rate.seconds * 1_000);
  const { repeats, flood, links } = config;
  if (repeats && within(repeats).filter((one) => one.text === present.text).length >= repeats.count)
    return `the same text ${repeats.count} times in ${repeats.seconds} s`;
  if (flood && within(flood).length >= flood.count)
    return `${flood.count} messages in ${flood.seconds} s`;
  const sum = links ? within(links).reduce((total, one) => total + one.links, 0) : 0;
  if (links && present.links > 0 && sum >= links.count)
    return `${links.count} links in ${links.seconds} s`;
  return null;
}

/** How many links a text holds. */
export function countLinks(text: string): number {
  return text.match(/\b(?:https?:\/\/|www\.)\S/gi)?.length ?? 0;
}
