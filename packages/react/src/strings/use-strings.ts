import { createContext, useCallback, useContext } from "react";
import { english, type StringKey, type Strings } from "./english.ts";
import { formatPhrase, type PhraseValues } from "./format-phrase.ts";

export type Wording = { readonly strings: Strings; readonly locale: string | undefined };

export const WordingContext = createContext<Wording>({ strings: {}, locale: undefined });

export type Say = (key: StringKey, values?: PhraseValues) => string;

/** The kit's wording in force: a function from a key and its values to a sentence. */
export function useStrings(): Say {
  const { strings, locale } = useContext(WordingContext);
  return useCallback(
    (key, values = {}) => {
      const replacement = strings[key];
      // What is not translated stays English, with the plural forms of English.
      return replacement === undefined
        ? formatPhrase(english[key], values, { plurals: "en", numbers: locale })
        : formatPhrase(replacement, values, { plurals: locale, numbers: locale });
    },
    [strings, locale],
  );
}

/** The BCP 47 tag in force, for `Intl`; undefined for the platform's own. */
export function useLocale(): string | undefined {
  return useContext(WordingContext).locale;
}
