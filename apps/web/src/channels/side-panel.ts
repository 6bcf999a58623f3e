import { useCallback, useState } from "react";
import { useSearchParams } from "wouter";
import { threePanes, useMediaQuery } from "../shell/use-media-query.ts";
import { useStored } from "../shell/use-stored.ts";

export type SidePanelName = "members" | "pins" | "search" | "scheduled" | "moderation";

const names: readonly string[] = ["members", "pins", "search", "scheduled", "moderation"];

export type SidePanel = {
  readonly shown: SidePanelName | "thread" | null;
  readonly threadId: string | null;
  /** Whether somebody has just asked for what is shown; else it was there when the channel was opened. */
  readonly isAsked: boolean;
  readonly toggle: (name: SidePanelName) => void;
  readonly openThread: (messageId: string | null) => void;
  readonly close: () => void;
};

type SidePanelOptions = { readonly cid: string; readonly hasMembers: boolean };

/**
 * What stands beside the conversation. It is in the address, so the back button closes it; but for the members, which are there
 * on a wide window until somebody closes them, on every channel.
 */
export function useSidePanel({ cid, hasMembers }: SidePanelOptions): SidePanel {
  const [search, setSearch] = useSearchParams();
  const isWide = useMediaQuery(threePanes);
  const [keepsMembers, setKeepsMembers] = useStored("natter.members", true);
  const [asked, setAsked] = useState<{ cid: string; name: SidePanelName } | null>(null);
  const threadId = search.get("thread");
  const named = search.get("panel");
  const chosen = named !== null && names.includes(named) ? (named as SidePanelName) : null; // one of `names`
  const isResting = isWide && hasMembers && keepsMembers;
  const shown = threadId !== null ? "thread" : (chosen ?? (isResting ? "members" : null));

  const set = useCallback(
    (next: { thread?: string; panel?: string }, replace = false) =>
      setSearch(
        (before) => {
          const after = new URLSearchParams(before);
          after.delete("thread");
          after.delete("panel");
          for (const [name, value] of Object.entries(next)) after.set(name, value);
          return after;
        },
        { replace },
      ),
    [setSearch],
  );
  const close = useCallback(() => {
    setAsked(null);
    if (shown === "members") setKeepsMembers(false);
    set({}, true);
  }, [shown, set, setKeepsMembers]);
  const toggle = useCallback(
    (name: SidePanelName) => {
      if (shown === name) return close();
      setAsked({ cid, name });
      if (name === "members" && isWide) {
        setKeepsMembers(true);
        set({}, true);
      } else set({ panel: name });
    },
    [cid, shown, close, isWide, set, setKeepsMembers],
  );
  const openThread = useCallback(
    (messageId: string | null) => {
      setAsked(null);
      set(messageId === null ? {} : { thread: messageId });
    },
    [set],
  );
  const isAsked = asked?.cid === cid && asked.name === shown;
  return { shown, threadId, isAsked, toggle, openThread, close };
}
