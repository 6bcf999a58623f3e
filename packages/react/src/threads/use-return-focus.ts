import { useEffect, type RefObject } from "react";

/**
 * Goes to the composer of a thread that was opened, except by touch, where a keyboard would come up; and when the thread
 * closes gives the focus back to the button that counts the replies, or to what it was opened with.
 */
export function useReturnFocus(
  composerRef: RefObject<HTMLTextAreaElement | null>,
  messageId: string,
): void {
  useEffect(() => {
    const opener = document.activeElement;
    const row = opener?.closest("[data-key]");
    const composer = composerRef.current;
    if (!matchMedia("(pointer: coarse)").matches) composer?.focus();
    return () => {
      // Whoever went on elsewhere meanwhile stays there; what had the focus in the thread is gone from the page.
      if (document.activeElement !== document.body) return;
      const button = row?.querySelector('[data-natter="replies"]');
      const stop = row?.querySelector("[data-stop]");
      const back = [button, opener, stop].find((element) => element?.isConnected);
      if (back instanceof HTMLElement) back.focus();
    };
  }, [composerRef, messageId]);
}
