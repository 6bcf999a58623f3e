import type { EmojiData } from "./emoji-data.ts";

let loading: Promise<EmojiData> | null = null;

/** Fetches the emoji table once for the page, beside the kit's other files. A failed try is made again at the next call. */
export function loadEmoji(): Promise<EmojiData> {
  loading ??= import("./emoji-data.ts").then(
    ({ readEmojiData }) => readEmojiData(),
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}
