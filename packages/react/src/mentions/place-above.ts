export type Placed = {
  readonly side: "above" | "below";
  /** From the window's bottom edge when above, from its top edge when below. */
  readonly offset: number;
  readonly maxHeight: number;
};

const gap = 6;
const margin = 8;

/** Where a list goes that belongs to a text box: above it, unless it fits only below; never over the window's edge. */
export function placeAbove(
  box: { readonly top: number; readonly bottom: number },
  height: number,
  window: { readonly top: number; readonly height: number },
): Placed {
  const roomAbove = box.top - window.top - gap - margin;
  const roomBelow = window.top + window.height - box.bottom - gap - margin;
  const isAbove = roomAbove >= height || roomAbove >= roomBelow;
  return isAbove
    ? { side: "above", offset: window.top + window.height - box.top + gap, maxHeight: roomAbove }
    : { side: "below", offset: box.bottom + gap, maxHeight: roomBelow };
}
