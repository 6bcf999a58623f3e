import type { OpenRealtime } from "./port.ts";

/** Loads the realtime client that is used where no other is given: nothing shows, stores or queues with it. */
export async function loadSocket(): Promise<OpenRealtime> {
  return (await import("./open-socket.ts")).openSocket;
}
