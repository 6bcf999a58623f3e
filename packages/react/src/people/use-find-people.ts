import type { UserSummary } from "@natter/client";
import { usePages, type Pages } from "../loading/use-pages.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useDebounced } from "../search/use-debounced.ts";

const debounceMs = 150;

/** People whom the viewer may write to, by a part of their name; without the viewer. */
export function useFindPeople(query: string): Pages<UserSummary> {
  const client = useChatClient();
  const me = useChatState((state) => state.me?.id);
  const q = useDebounced(query.trim(), debounceMs);
  const list = usePages<UserSummary>(me === undefined ? null : q, (cursor, signal) =>
    client.api(
      "users.list",
      { query: { ...(q === "" ? {} : { q }), ...(cursor === undefined ? {} : { cursor }) } },
      { signal },
    ),
  );
  return { ...list, items: list.items.filter((user) => user.id !== me) };
}
