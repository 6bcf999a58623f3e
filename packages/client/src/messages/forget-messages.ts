import type { MessageWindow } from "../store/state.ts";

/**
 * A window without the messages that are more than `most`, taken from its older or its newer end: a reader far from that
 * end does not miss them, and they are loaded again on the way there.
 */
export function forgetMessages(
  window: MessageWindow,
  end: "older" | "newer",
  most: number,
): MessageWindow {
  const { confirmed, status } = window;
  if (status !== "ready" || confirmed.length <= most) return window;
  return end === "older"
    ? { ...window, confirmed: confirmed.slice(-most), hasOlder: true }
    : { ...window, confirmed: confirmed.slice(0, most), hasNewer: true };
}
