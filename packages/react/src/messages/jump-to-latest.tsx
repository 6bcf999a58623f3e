import type { ReactElement } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { Icon } from "../primitives/icon.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { useMessageList } from "./message-list-context.ts";

/** Brings a reader of the history back to the newest message, and says how many came meanwhile. */
export function JumpToLatest(): ReactElement | null {
  const strings = useStrings();
  const { focusComposer } = useChannelScope();
  const list = useMessageList();
  if (list.status !== "ready") return null;
  if (!list.scroll.farFromEnd && !list.list.hasNewer) return null;
  const count = list.unread;
  const label = count > 0 ? strings("messages.unread", { count }) : strings("messages.newest");
  return (
    <button
      type="button"
      data-natter="jump-to-latest"
      data-count={count > 0 ? "" : undefined}
      aria-label={count > 0 ? `${label}. ${strings("messages.newest")}` : label}
      title={strings("messages.newest")}
      onClick={() => {
        list.showLatest();
        focusComposer();
      }}
    >
      {count > 0 && <span aria-hidden="true">{count > 99 ? "99+" : count}</span>}
      <Icon name="down" size={18} />
    </button>
  );
}
