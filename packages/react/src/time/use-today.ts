import { useEffect, useState } from "react";

/** The viewer's day: its name changes at their midnight, and when they travel into another time zone. */
export type Today = { readonly key: string; readonly now: Date };

/** Today by the viewer's calendar, kept right while the page stays open. */
export function useToday(): Today {
  const [today, setToday] = useState(readToday);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const now = readToday();
      setToday((before) => (before.key === now.key ? before : now));
      clearTimeout(timer);
      timer = setTimeout(look, msToMidnight());
    };
    look();
    // A sleeping computer wakes up on another day, or in another country.
    document.addEventListener("visibilitychange", look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener("visibilitychange", look);
    };
  }, []);
  return today;
}

function readToday(): Today {
  const now = new Date();
  return { key: `${now.toDateString()} ${now.getTimezoneOffset()}`, now };
}

function msToMidnight(): number {
  const now = new Date();
  const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1);
  return midnight.getTime() - now.getTime() + 50;
}
