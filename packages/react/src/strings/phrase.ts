import type { Strings } from "./english.ts";

type PluralCategory = Intl.LDMLPluralRule;

/**
 * A sentence with `{name}` places, or its forms by the plural category of `{count}`. A language has the categories that
 * CLDR gives it (https://cldr.unicode.org/index/cldr-spec/plural-rules); `other` stands for those not given.
 */
export type Phrase =
  | string
  | ({ readonly other: string } & { readonly [Category in PluralCategory]?: string });

/** English has two plural forms, and a room has to give both. */
export type Phrases = {
  readonly [key: string]: string | { readonly one: string; readonly other: string };
};

/** The same keys in another language: each sentence, and where it counts, each form that the language has. */
export type Translation<English, Category extends PluralCategory> = {
  readonly [Key in keyof English]: English[Key] extends string
    ? string
    : { readonly [Form in Category]: string };
};

export type Arabic<English> = Translation<English, PluralCategory>;

/** The three properties of `ChatProvider` that make it speak a language. */
export type Language = {
  /** A BCP 47 tag: plural rules, dates, numbers and lists follow it. */
  readonly locale: string;
  readonly dir: "ltr" | "rtl";
  readonly strings: Strings;
};
