export type Box = {
  /** From the window's edge where a line of text begins. */
  readonly start: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

export type Size = { readonly width: number; readonly height: number };

const gap = 6;
const margin = 8;

/**
 * Where a popover goes beside its anchor, in window coordinates: below and aligned to the anchor's end,
 * above when there is more room there, and always wholly inside the window where it fits.
 */
export function placePopover(
  anchor: Box,
  popover: Size,
  window: Size,
): { start: number; top: number } {
  const below = anchor.top + anchor.height + gap;
  const above = anchor.top - gap - popover.height;
  const fitsBelow = below + popover.height <= window.height - margin;
  const roomAbove = anchor.top;
  const roomBelow = window.height - anchor.top - anchor.height;
  const top = fitsBelow || roomBelow >= roomAbove ? below : above;
  const start = anchor.start + anchor.width - popover.width;
  return {
    start: clamp(start, window.width - popover.width - margin),
    top: clamp(top, window.height - popover.height - margin),
  };
}

function clamp(value: number, max: number): number {
  return Math.max(margin, Math.min(value, max));
}
