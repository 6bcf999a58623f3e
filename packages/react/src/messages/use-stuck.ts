import { useCallback, useEffect, useState } from "react";

/** What has not come by then is taken for lost. */
const patienceMs = 10_000;

/** Whether something has been awaited for more than ten seconds since it was shown, or since the last try. */
export function useStuck(): { readonly stuck: boolean; readonly again: () => void } {
  const [stuck, setStuck] = useState(false);
  const [tries, setTries] = useState(0);
  useEffect(() => {
    const timer = setTimeout(() => setStuck(true), patienceMs);
    return () => clearTimeout(timer);
  }, [tries]);
  const again = useCallback(() => {
    setStuck(false);
    setTries((before) => before + 1);
  }, []);
  return { stuck, again };
}
