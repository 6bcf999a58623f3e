/**
 * A list in its new order, except that one item stays where it stands: what is under the pointer, or has the focus, must not be
 * pulled away when something happens elsewhere. An item that is gone, or was not there, holds nothing.
 */
export function keepInPlace<Item>(
  next: readonly Item[],
  before: readonly Item[],
  isHeld: (item: Item) => boolean,
): readonly Item[] {
  const at = before.findIndex(isHeld);
  const held = next.find(isHeld);
  if (at < 0 || held === undefined || next[at] === held) return next;
  const others = next.filter((item) => item !== held);
  return [...others.slice(0, at), held, ...others.slice(at)];
}
