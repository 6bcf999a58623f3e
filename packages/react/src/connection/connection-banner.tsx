import type { ConnectionStatus } from "@natter/client";
import { useEffect, useRef, useState, type ReactElement } from "react";
import { slot } from "../components/slot.tsx";
import { useDelayed } from "../primitives/use-delayed.ts";
import type { StringKey } from "../strings/english.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useConnection } from "./use-connection.ts";

const sentences: Readonly<Record<ConnectionStatus, StringKey | null>> = {
  idle: null,
  online: null,
  connecting: "connection.connecting",
  reconnecting: "connection.reconnecting",
  offline: "connection.offline",
  unauthorized: "connection.unauthorized",
  "too-old": "connection.tooOld",
};

export type ConnectionBannerProps = {
  /** How long trouble lasts before it is shown. */
  readonly delayMs?: number;
};

/** Says that the connection is lost once that has lasted a moment, and for a second that it is back. */
export const ConnectionBanner = slot(
  "ConnectionBanner",
  function ConnectionBanner({ delayMs = 1_500 }: ConnectionBannerProps): ReactElement {
    const strings = useStrings();
    const { status, retry } = useConnection();
    const sentence = sentences[status];
    const inTrouble = useDelayed(sentence !== null, delayMs);
    const back = useBackOnline(inTrouble, status === "online");
    return (
      <div role="status">
        {inTrouble && sentence && (
          <div data-natter="connection-banner" data-state={status}>
            {strings(sentence)}
            {status === "offline" && (
              <button type="button" onClick={retry}>
                {strings("connection.retry")}
              </button>
            )}
          </div>
        )}
        {back && (
          <div data-natter="connection-banner" data-state="online">
            {strings("connection.back")}
          </div>
        )}
      </div>
    );
  },
);

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
