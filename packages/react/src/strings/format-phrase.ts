import type { Phrase } from "./phrase.ts";

export type PhraseValues = { readonly [name: string]: string | number };

/** What language a phrase is in, for its plural form, and how its numbers are written. */
export type PhraseLocale = {
  readonly plurals?: string | undefined;
  readonly numbers?: string | undefined;
};

/** Fills a phrase's places; with a `count`, its plural form is chosen by the rules of the phrase's language. */
export function formatPhrase(
  phrase: Phrase,
  values: PhraseValues,
  { plurals, numbers }: PhraseLocale = {},
): string {
  const sentence =
    typeof phrase === "string" ? phrase : pluralForm(phrase, values["count"], plurals);
  return sentence.replaceAll(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === "number" ? value.toLocaleString(numbers) : value;
  });
}

function pluralForm(
  phrase: Exclude<Phrase, string>,
  count: string | number | undefined,
  locale: string | undefined,
): string {
  return phrase[new Intl.PluralRules(locale).select(Number(count ?? 0))] ?? phrase.other;
}
