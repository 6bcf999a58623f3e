import { useCallback, useEffect, useState } from "react";
import type { EmojiData } from "./emoji-data.ts";
import { loadEmoji } from "./load-emoji.ts";

export type EmojiDataState = {
  /** Null until it is there. */
  readonly data: EmojiData | null;
  readonly failed: boolean;
  readonly retry: () => void;
};

/** The emoji table; it is fetched when a component first needs it. */
export function useEmojiData(needed = true): EmojiDataState {
  const [data, setData] = useState<EmojiData | null>(null);
  const [failed, setFailed] = useState(false);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    if (!needed) return;
    let gone = false;
    loadEmoji().then(
      (loaded) => !gone && setData(loaded),
      () => !gone && setFailed(true),
    );
    return () => {
      gone = true;
    };
  }, [needed, attempt]);
  const retry = useCallback(() => {
    setFailed(false);
    setAttempt((last) => last + 1);
  }, []);
  return { data, failed, retry };
}
