import type { ReactionGroup } from "@natter/client";
import { isShallowEqual } from "@natter/client";
import type { ReactElement } from "react";
import { slot } from "../components/slot.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";

export type ReactionsProps = {
  readonly reactions: readonly ReactionGroup[];
  readonly viewerId: string;
  /** Absent where the viewer may not react. */
  readonly onToggle: ((emoji: string, mine: boolean) => void) | undefined;
};

/** The reactions to a message, each a switch for the viewer's own. */
export const Reactions = slot("Reactions", DefaultReactions);

function DefaultReactions({ reactions, viewerId, onToggle }: ReactionsProps): ReactElement | null {
  if (reactions.length === 0) return null;
  return (
    <div data-natter="reactions">
      {reactions.map((group) => (
        <Reaction key={group.type} group={group} viewerId={viewerId} onToggle={onToggle} />
      ))}
    </div>
  );
}

type ReactionProps = Omit<ReactionsProps, "reactions"> & { readonly group: ReactionGroup };

function Reaction({ group, viewerId, onToggle }: ReactionProps): ReactElement {
  const strings = useStrings();
  const mine = group.userIds.includes(viewerId);
  const names = useChatState(
    (state) => group.userIds.map((id) => state.users[id]?.name ?? id),
    isShallowEqual,
  );
  const key = mine ? "reactions.mine" : "reactions.count";
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-pressed={mine}
      aria-label={strings(key, { emoji: group.type, count: group.count })}
      title={names.join(", ")}
      disabled={!onToggle}
      onClick={() => onToggle?.(group.type, mine)}
    >
      <span data-part="emoji">{group.type}</span>
      <span>{group.count}</span>
    </button>
  );
}
