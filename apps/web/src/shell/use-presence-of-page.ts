import { useChatClient, useConnection, useUserSettings } from "@natter/react";
import { useEffect } from "react";

const awayAfterMs = 5 * 60_000;

/** Says that somebody is looking at the page, and that they are not when it has been out of sight for five minutes. */
export function usePresenceOfPage(): void {
  const client = useChatClient();
  const { isConnected } = useConnection();
  const { privacy, isLoaded } = useUserSettings();
  const isShown = isConnected && isLoaded && !privacy.invisible;
  useEffect(() => {
    if (!isShown) return;
    // Presence is a hint: whoever does not get it sees the person as connected.
    const say = (status: "online" | "away") => void client.declarePresence(status).catch(() => {});
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      clearTimeout(timer);
      if (document.visibilityState === "visible") say("online");
      else timer = setTimeout(() => say("away"), awayAfterMs);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, [client, isShown]);
}
