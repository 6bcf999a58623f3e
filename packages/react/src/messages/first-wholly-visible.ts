export type RowAnchor = { readonly key: string; readonly top: number };

/**
 * The first message whose top is in view, with its distance from the viewport's top; when one message fills the view,
 * that one. Null when there is none.
 */
export function firstWhollyVisible(viewport: HTMLElement): RowAnchor | null {
  const { top: viewportTop, bottom: viewportBottom } = viewport.getBoundingClientRect();
  let filling: RowAnchor | null = null;
  for (const row of viewport.querySelectorAll<HTMLElement>('[data-row="message"]')) {
    const { top, bottom } = row.getBoundingClientRect();
    const key = row.dataset["key"];
    if (key === undefined) continue;
    const anchor = { key, top: top - viewportTop };
    if (top >= viewportTop && top < viewportBottom) return anchor;
    if (top < viewportTop && bottom > viewportTop) filling = anchor;
  }
  return filling;
}
