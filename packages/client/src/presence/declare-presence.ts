import type { RouteBody } from "../api/api-types.ts";
import { asChatError } from "../api/read-error.ts";
import type { Connection } from "../connection/connection.ts";
import type { Engine } from "../engine.ts";

type Declared = RouteBody<"presence.declare">;

/** Says how this app is: whether somebody is looking at it. */
export type PresenceDeclarer = {
  /**
   * `online` when the chat is opened, `away` when it is left open and looked away from, `offline` when it is closed. Said again
   * by itself after each reconnection, until something else is said.
   */
  declare(status: Declared["status"], deviceType?: Declared["deviceType"]): Promise<void>;
  stop(): void;
};

/** Over the connection it is said of this session; without one, of this device, for as long as the server keeps it. */
export function createPresenceDeclarer(
  engine: Engine,
  connection: Pick<Connection, "rpc">,
): PresenceDeclarer {
  let deviceId: string | null = null;
  let declared: Declared | null = null;

  async function say(body: Declared): Promise<void> {
    const overSocket = connection.rpc("presence.declare", { body });
    if (overSocket === null) await engine.api("presence.declare", { body }, engine);
    else await overSocket;
  }

  const stop = engine.store.subscribe(
    ({ connection: status }) => status,
    (status) => {
      // A new session counts as online until it says otherwise.
      if (status !== "online" || declared === null) return;
      say(declared).catch((thrown: unknown) => {
        if (!engine.signal.aborted)
          engine.log("debug", "Presence was not told.", asChatError(thrown));
      });
    },
  );

  return {
    async declare(status, deviceType = "web") {
      deviceId ??= engine.random.uuid();
      declared = { deviceId, deviceType, status };
      await say(declared);
    },
    stop,
  };
}
