import { useCallback, useEffect, useState } from "react";
import { useCurrentUser } from "../provider/use-current-user.ts";

export type RecentSearches = {
  /** The latest first. */
  readonly recent: readonly string[];
  readonly remember: (text: string) => void;
  readonly forget: () => void;
};

const most = 6;

/** What the viewer looked for on this device; kept by the browser where it allows that. */
export function useRecentSearches(): RecentSearches {
  const userId = useCurrentUser()?.id;
  const key = userId === undefined ? null : `natter.searches.${userId}`;
  const [recent, setRecent] = useState<readonly string[]>([]);
  useEffect(() => setRecent(key === null ? [] : read(key)), [key]);
  const remember = useCallback(
    (text: string) => {
      const wanted = text.trim();
      if (key === null || wanted === "") return;
      setRecent((old) => {
        const next = [wanted, ...old.filter((one) => one !== wanted)].slice(0, most);
        write(key, next);
        return next;
      });
    },
    [key],
  );
  const forget = useCallback(() => {
    setRecent([]);
    if (key !== null) write(key, []);
  }, [key]);
  return { recent, remember, forget };
}

function read(key: string): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(stored) ? stored.filter((one) => typeof one === "string") : [];
  } catch {
    return [];
  }
}

function write(key: string, searches: readonly string[]): void {
  try {
    localStorage.setItem(key, JSON.stringify(searches));
  } catch {
    // Private windows may keep nothing: then there are no recent searches.
  }
}
