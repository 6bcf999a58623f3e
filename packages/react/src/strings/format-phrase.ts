import type { Phrase } from "./english.ts";

export type PhraseValues = { readonly [name: string]: string | number };

/** Fills a phrase's places; with a `count`, its plural form is chosen by the rules of `locale`. */
export function formatPhrase(phrase: Phrase, values: PhraseValues, locale?: string): string {
  const sentence =
    typeof phrase === "string" ? phrase : pluralForm(phrase, values["count"], locale);
  return sentence.replaceAll(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    if (value === undefined) return place;
    return typeof value === "number" ? value.toLocaleString(locale) : value;
  });
}

function pluralForm(
  phrase: Exclude<Phrase, string>,
  count: string | number | undefined,
  locale?: string,
): string {
  const category = new Intl.PluralRules(locale).select(Number(count ?? 0));
  return category === "one" ? phrase.one : phrase.other;
}
