/**
 * Remembers where the focus is, or another element. What is answered gives the focus back: to that, or to the nearest around it
 * that can have it. What was pressed may have gone by then, or shows only while the message around it has the focus.
 */
export function holdFocus(from: Element | null = document.activeElement): () => void {
  const places: HTMLElement[] = [];
  for (let at = from; at !== null; at = at.parentElement) {
    if (!(at instanceof HTMLElement)) continue;
    if (at.tabIndex >= 0 || at.hasAttribute("tabindex")) places.push(at);
  }
  return () => {
    for (const place of places) {
      place.focus();
      if (document.activeElement === place) return;
    }
  };
}
