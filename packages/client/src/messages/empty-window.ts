import type { MessageWindow } from "../store/state.ts";

/** The window of a channel nothing was fetched of. */
export const emptyWindow: MessageWindow = {
  items: [],
  confirmed: [],
  hasOlder: false,
  hasNewer: false,
  status: "idle",
  loadingOlder: false,
  loadingNewer: false,
  error: null,
};
