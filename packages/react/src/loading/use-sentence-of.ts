import { useCallback } from "react";
import { useStrings } from "../strings/use-strings.ts";

/** A function that says in one sentence what went wrong, for a person. */
export function useSentenceOf(): (failure: unknown) => string {
  const strings = useStrings();
  return useCallback(
    (failure) =>
      failure instanceof Error && failure.message !== ""
        ? failure.message
        : strings("error.generic"),
    [strings],
  );
}
