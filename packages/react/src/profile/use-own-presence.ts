import { useCallback } from "react";
import { useConnection } from "../connection/use-connection.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useUserSettings } from "../settings/use-user-settings.ts";

/** As which somebody shows themselves. `invisible`: to everybody as if offline. */
export type OwnPresence = "online" | "away" | "invisible";

export type OwnPresenceState = {
  /** How the viewer is seen just now. */
  readonly presence: OwnPresence | "offline";
  readonly choose: (presence: OwnPresence) => Promise<void>;
};

/** How the viewer shows themselves to others, on every device. */
export function useOwnPresence(): OwnPresenceState {
  const client = useChatClient();
  const { isConnected } = useConnection();
  const { privacy, change } = useUserSettings();
  const me = useChatState((state) => state.me?.id);
  const seen = useChatState((state) => (me === undefined ? undefined : state.presence[me]?.status));
  const choose = useCallback(
    async (wanted: OwnPresence) => {
      await change({ invisible: wanted === "invisible" });
      if (wanted !== "invisible") await client.declarePresence(wanted);
    },
    [client, change],
  );
  const shown = seen === "away" ? "away" : "online";
  return {
    presence: privacy.invisible ? "invisible" : isConnected ? shown : "offline",
    choose,
  };
}
