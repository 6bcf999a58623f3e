import type { Channel } from "@natter/client";
import { useState } from "react";
import { keepInPlace } from "./keep-in-place.ts";

/** Channels in their live order, but for the one that is under the pointer or has the focus: it stays where it is. */
export function useHeldOrder(
  channels: readonly Channel[],
  heldCid: string | null,
): readonly Channel[] {
  const [shown, setShown] = useState<{ from: readonly Channel[]; order: readonly Channel[] }>({
    from: channels,
    order: channels,
  });
  if (shown.from === channels && heldCid !== null) return shown.order;
  const order = keepInPlace(channels, shown.order, ({ cid }) => cid === heldCid);
  if (shown.from !== channels || !isSameOrder(order, shown.order)) {
    setShown({ from: channels, order });
  }
  return order;
}

function isSameOrder(one: readonly Channel[], other: readonly Channel[]): boolean {
  return one.length === other.length && one.every((channel, index) => channel === other[index]);
}
