import { useEffect, type RefObject } from "react";

/** Gives the composer a letter that is typed while nothing has the focus, or no more than the page: the letter then goes where the focus is. */
export function useTypeAnywhere(
  composerRef: RefObject<HTMLTextAreaElement | null>,
  isOn: boolean,
): void {
  useEffect(() => {
    if (!isOn) return;
    const onKeyDown = (event: KeyboardEvent) => {
      const textarea = composerRef.current;
      const isLetter = event.key.length === 1 && event.key !== " ";
      if (!textarea || !isLetter || event.defaultPrevented || event.isComposing) return;
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const { activeElement } = document;
      if (activeElement !== null && !activeElement.matches("body, main")) return;
      if (document.querySelector("dialog:modal") !== null) return;
      if (!textarea.checkVisibility()) return;
      textarea.focus();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [composerRef, isOn]);
}
