import { seededRandom } from "./seeded-random.ts";

/** How much history there is. */
export type HistorySizes = {
  readonly messages: number;
  readonly channels: number;
  readonly users: number;
  /** In how many channels `u0` is, the user whose reads are looked at. */
  readonly busyChannels: number;
};

export type GeneratedMessage = {
  readonly id: string;
  readonly channel: number;
  readonly seq: number;
  readonly sender: number;
  readonly text: string;
  readonly at: Date;
  readonly threadId: string | null;
  readonly mentionsBusy: boolean;
};

/** Members of a channel beside `u0`. */
export const membersPerChannel = 10;

/** The number of the member `index` of a channel. */
export function memberOf(channel: number, index: number, users: number): number {
  return (channel * 13 + index * 97 + 1) % users;
}

const firstDay = Date.UTC(2025, 0, 1);
const span = 365 * 86_400_000;
/** In the largest channel, every so many messages one begins a thread that the next three reply in. */
const threadEvery = 50;

/** Words as languages have them: few that are frequent and many that are rare. */
function vocabulary(random: () => number): string[] {
  const syllables = [
    "ba",
    "co",
    "di",
    "fu",
    "ga",
    "he",
    "ki",
    "lo",
    "mu",
    "na",
    "pe",
    "ri",
    "so",
    "ta",
    "ver",
    "wen",
    "zan",
  ];
  const pick = () => syllables[Math.floor(random() * syllables.length)] ?? "";
  const words = Array.from({ length: 20_000 }, () =>
    Array.from({ length: 1 + Math.floor(random() * 4) }, pick).join(""),
  );
  // The nearer to the beginning, the more frequent.
  return words.with(200, "北京").with(2_000, "東京都").with(15_000, "서울");
}

/**
 * The same messages for the same sizes: a tenth in channel 0, the others over the rest, more in the first than in the
 * last. Numbers are gap-free per channel and times ascend over one year.
 */
export function* generateMessages(sizes: HistorySizes): Generator<GeneratedMessage> {
  const random = seededRandom(20_250_101);
  const words = vocabulary(random);
  const seqs = new Uint32Array(sizes.channels);
  let root: string | null = null;
  for (let index = 0; index < sizes.messages; index += 1) {
    const isLargest = index % 10 === 0;
    const channel = isLargest ? 0 : 1 + Math.floor(random() ** 2 * (sizes.channels - 1));
    const seq = (seqs[channel] ?? 0) + 1;
    seqs[channel] = seq;
    const time = firstDay + Math.floor((index / sizes.messages) * span);
    const id = idOf(time, index);
    const place = isLargest ? seq % threadEvery : 0;
    if (place === 1) root = id;
    yield {
      ...{ id, channel, seq, at: new Date(time) },
      sender: memberOf(channel, index % membersPerChannel, sizes.users),
      text: sentence(words, random),
      threadId: place >= 2 && place <= 4 ? root : null,
      mentionsBusy: channel < sizes.busyChannels && index % 100 === 7,
    };
  }
}

function sentence(words: readonly string[], random: () => number): string {
  const length = 4 + Math.floor(random() * 16);
  return Array.from({ length }, () => words[Math.floor(random() ** 3 * words.length)] ?? "").join(
    " ",
  );
}

/** A UUIDv7 of a time and a number. */
function idOf(time: number, index: number): string {
  const at = time.toString(16).padStart(12, "0");
  return `${at.slice(0, 8)}-${at.slice(8)}-7000-8000-${index.toString(16).padStart(12, "0")}`;
}
