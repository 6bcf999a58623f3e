import { useEffect, useRef, useState, type ReactElement } from "react";
import { slot } from "../components/slot.tsx";
import { useDelayed } from "../primitives/use-delayed.ts";
import { useStrings, type Say } from "../strings/use-strings.ts";
import { useConnection, type Connection } from "./use-connection.ts";

export type ConnectionBannerProps = {
  /** How long trouble lasts before it is shown, in milliseconds. */
  readonly delayMs?: number;
};

/**
 * Says that the connection is lost once that has lasted a moment, what waits for it, and for a second that it is back. It is a
 * polite status and never takes the focus.
 */
export const ConnectionBanner = slot("ConnectionBanner", DefaultConnectionBanner);

function DefaultConnectionBanner({ delayMs = 1_500 }: ConnectionBannerProps): ReactElement {
  const strings = useStrings();
  const connection = useConnection();
  const { status, retry } = connection;
  const sentence = troubleOf(connection, strings);
  // What will not come back by itself is said at once.
  const isFinal = status === "unauthorized" || status === "too-old";
  const inTrouble = useDelayed(sentence !== null, isFinal ? 0 : delayMs);
  const isBack = useBackOnline(inTrouble, status === "online");
  return (
    <div role="status" data-natter="connection">
      {inTrouble && sentence !== null && (
        <div data-natter="connection-banner" data-state={status}>
          {sentence}
          {(status === "offline" || status === "reconnecting") && (
            <button type="button" onClick={retry}>
              {strings("connection.retry")}
            </button>
          )}
          {status === "too-old" && (
            <button type="button" onClick={() => location.reload()}>
              {strings("connection.reload")}
            </button>
          )}
        </div>
      )}
      {isBack && (
        <div data-natter="connection-banner" data-state="online">
          {strings("connection.back")}
        </div>
      )}
    </div>
  );
}

function troubleOf({ status, error, waiting }: Connection, strings: Say): string | null {
  if (status === "idle" || status === "online") return null;
  if (status === "too-old") return strings("connection.tooOld");
  if (status === "unauthorized") {
    return error?.status === 403 ? error.message : strings("connection.unauthorized");
  }
  if (error?.code === "request.rate_limited") return strings("connection.rateLimited");
  if (status === "offline") {
    return waiting > 0
      ? strings("connection.offlineWaiting", { count: waiting })
      : strings("connection.offline");
  }
  return strings(status === "connecting" ? "connection.connecting" : "connection.reconnecting");
}

function useBackOnline(inTrouble: boolean, online: boolean): boolean {
  const [back, setBack] = useState(false);
  const was = useRef(false);
  useEffect(() => {
    if (inTrouble) was.current = true;
    if (!online || !was.current) return;
    was.current = false;
    setBack(true);
    const timer = setTimeout(() => setBack(false), 1_000);
    return () => {
      clearTimeout(timer);
      setBack(false);
    };
  }, [inTrouble, online]);
  return back;
}
