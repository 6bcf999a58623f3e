export type RowAnchor = { readonly key: string; readonly top: number };

/** The first row whose top is in view, with its distance from the viewport's top; null when there is none. */
export function firstWhollyVisible(viewport: HTMLElement): RowAnchor | null {
  const viewportTop = viewport.getBoundingClientRect().top;
  for (const row of viewport.querySelectorAll<HTMLElement>("[data-key]")) {
    const top = row.getBoundingClientRect().top - viewportTop;
    const key = row.dataset["key"];
    if (top >= 0 && key !== undefined) return { key, top };
  }
  return null;
}
