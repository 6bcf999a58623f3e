import { useContext, useMemo } from "react";
import { WordingContext } from "../strings/use-strings.ts";

/** Joins names as the kit's language does: "Ada, Bob and Cy". */
export function useListFormat(): (names: readonly string[]) => string {
  const { locale } = useContext(WordingContext);
  return useMemo(() => {
    const format = new Intl.ListFormat(locale, { type: "conjunction" });
    return (names) => format.format(names);
  }, [locale]);
}
