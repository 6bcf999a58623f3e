import type { UserSummary } from "@natter/client";
import { useChatClient, useCurrentUser } from "@natter/react";
import { useEffect, useState } from "react";
import { sentenceOf } from "../shell/sentence-of.ts";

type Found = {
  readonly users: readonly UserSummary[];
  readonly status: "loading" | "ready" | "error";
  readonly error: string | null;
};

const debounceMs = 150;

/** People whom the viewer may write to, by a part of their name. An answer that was overtaken is dropped. */
export function useFindPeople(query: string): Found {
  const client = useChatClient();
  const me = useCurrentUser()?.id;
  const [found, setFound] = useState<Found>({ users: [], status: "loading", error: null });
  useEffect(() => {
    const abort = new AbortController();
    const search = () => {
      const q = query.trim();
      client
        .api("users.list", { query: q === "" ? {} : { q } }, { signal: abort.signal })
        .then(({ items }) => setFound({ users: items, status: "ready", error: null }))
        .catch((failure: unknown) => {
          if (abort.signal.aborted) return;
          setFound((old) => ({ ...old, status: "error", error: sentenceOf(failure) }));
        });
    };
    const timer = setTimeout(search, query === "" ? 0 : debounceMs);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [client, query]);
  return { ...found, users: found.users.filter((user) => user.id !== me) };
}
