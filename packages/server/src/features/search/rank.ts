import { foldText } from "./fold-text.ts";
import { occursIn, type Needle } from "./needle.ts";

const day = 86_400_000;

/**
 * How well a message that matches fits a search: words found whole count more than parts of words, a short message more
 * than a long one, and a newer one a little more than an older. Two decimals, so that it reads back from a cursor as it was.
 */
export function rankOf(
  { text, createdAt }: { readonly text: string; readonly createdAt: Date },
  needles: readonly Needle[],
  asOf: Date,
): number {
  const folded = foldText(text);
  const whole = needles.filter((needle) =>
    occursIn({ ...needle, standsAloneBefore: true, standsAloneAfter: true }, folded),
  );
  const share = needles.length === 0 ? 0 : whole.length / needles.length;
  const brevity = 1 / Math.log2(4 + folded.length / 20);
  const age = Math.max(0, asOf.getTime() - createdAt.getTime()) / day;
  const freshness = 1 / Math.log2(2 + age);
  return Math.round((60 * share + 30 * brevity + 10 * freshness) * 100) / 100;
}
