import { useChatClient, useConnection, useUserSettings } from "@natter/react";
import { useEffect } from "react";

const awayAfterMs = 5 * 60_000;

/** Held by each tab that somebody looks at: tabs share one session, which is away when nobody looks at any of them. */
const looking = "natter.looking";

/** Says that somebody is looking at the page, and that they are not when no tab of it has been in sight for five minutes. */
export function usePresenceOfPage(): void {
  const client = useChatClient();
  const { isConnected } = useConnection();
  const { privacy, isLoaded } = useUserSettings();
  const isShown = isConnected && isLoaded && !privacy.invisible;
  useEffect(() => {
    if (!isShown) return;
    // Presence is a hint: whoever does not get it sees the person as connected.
    const say = (status: "online" | "away") => void client.declarePresence(status).catch(() => {});
    let stop = () => {};
    const look = () => {
      stop();
      stop = document.visibilityState === "visible" ? onLooking(say) : onLookingAway(say);
    };
    look();
    document.addEventListener("visibilitychange", look);
    return () => {
      stop();
      document.removeEventListener("visibilitychange", look);
    };
  }, [client, isShown]);
}

type Say = (status: "online" | "away") => void;

function onLooking(say: Say): () => void {
  const over = new AbortController();
  const hold = (): Promise<void> => {
    say("online");
    return new Promise((resolve) => over.signal.addEventListener("abort", () => resolve()));
  };
  const options = { mode: "shared", signal: over.signal } as const;
  navigator.locks.request(looking, options, hold).catch(() => undefined); // it was over before
  return () => over.abort();
}

function onLookingAway(say: Say): () => void {
  const over = new AbortController();
  const timer = setTimeout(() => {
    const options = { signal: over.signal };
    navigator.locks.request(looking, options, () => say("away")).catch(() => undefined); // as above
  }, awayAfterMs);
  return () => {
    clearTimeout(timer);
    over.abort();
  };
}
