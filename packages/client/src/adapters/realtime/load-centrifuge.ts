import type { OpenRealtime } from "./port.ts";

/**
 * Loads the realtime client that is used where no other is given. It is as large as half of everything else and nothing
 * shows, stores or sends with it: so it comes while the token for it is asked for.
 */
export async function loadCentrifuge(): Promise<OpenRealtime> {
  return (await import("./centrifuge.ts")).openCentrifuge;
}
