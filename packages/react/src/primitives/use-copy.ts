import { useCallback } from "react";
import { useStrings } from "../strings/use-strings.ts";
import { useToast } from "./toaster.tsx";

/** Puts a text on the clipboard and says so, in the kit's words or in `done`; or says that the browser did not let it. */
export function useCopy(): (text: string, done?: string) => void {
  const toast = useToast();
  const strings = useStrings();
  return useCallback(
    (text, done) => {
      navigator.clipboard.writeText(text).then(
        () => toast(done ?? strings("message.copied")),
        () => toast(strings("error.copy")),
      );
    },
    [toast, strings],
  );
}
