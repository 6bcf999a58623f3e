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
    (key, values = {}) => formatPhrase(strings[key] ?? english[key], values, locale),
    [strings, locale],
  );
}
