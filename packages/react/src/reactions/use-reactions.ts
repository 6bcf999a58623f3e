import { selectCan, selectChannel, type ChatMessage, type ReactionGroup } from "@natter/client";
import { useMemo } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useCurrentUser } from "../provider/use-current-user.ts";

/** How a channel's people react: with one kind, with each kind once, or with each as often as they like. */
export type ReactionMode = "unique" | "distinct" | "multiple";

export type ReactionView = {
  /** An emoji, or a shortcode without its colons. */
  readonly type: string;
  /** How often somebody reacted so, all together. */
  readonly count: number;
  /** How many people did, at least. */
  readonly people: number;
  /** How often the viewer did. */
  readonly own: number;
  /** Who did, as far as the message says it; more may have. */
  readonly userIds: readonly string[];
};

export type Reactions = {
  readonly reactions: readonly ReactionView[];
  readonly mode: ReactionMode;
  readonly canReact: boolean;
  /**
   * What a press on a reaction means. In `multiple` mode it reacts once more, else it takes the viewer's own back or adds
   * it. Shows at once, and throws a ChatError when it is refused.
   */
  readonly press: (type: string) => Promise<void>;
  /** Takes all of the viewer's own of one kind back. */
  readonly remove: (type: string) => Promise<void>;
};

/** The reactions to a message, and reacting to it by its channel's mode. */
export function useReactions(message: ChatMessage): Reactions {
  const client = useChatClient();
  const { cid, id, reactions } = message;
  const viewerId = useCurrentUser()?.id ?? "";
  const mode = useChatState(
    (state) => selectChannel(cid)(state)?.config.reactionMode ?? "distinct",
  );
  const mayReact = useChatState(selectCan(cid, "react"));
  return useMemo(() => {
    const channel = client.channel(cid);
    const views = reactions.map((group) => reactionView(group, viewerId));
    const remove = async (type: string) => {
      if (id !== null) await channel.unreact(id, type);
    };
    return {
      reactions: views,
      mode,
      canReact: mayReact && id !== null && message.deletedAt === null,
      remove,
      press: async (type: string) => {
        const own = views.find((view) => view.type === type)?.own ?? 0;
        if (own > 0 && mode !== "multiple") return remove(type);
        if (id !== null) await channel.react(id, type);
      },
    };
  }, [client, cid, id, reactions, message.deletedAt, viewerId, mode, mayReact]);
}

/** One kind of reaction as one viewer sees it. */
export function reactionView(group: ReactionGroup, viewerId: string): ReactionView {
  const at = group.userIds.indexOf(viewerId);
  const own = at < 0 ? 0 : (group.times?.[at] ?? 1);
  const times = group.times ?? group.userIds.map(() => 1);
  const told = times.reduce((sum, one) => sum + one, 0);
  // Of those that the message does not name, each may have reacted several times.
  const others = group.times === undefined ? group.count - told : Math.min(1, group.count - told);
  const people = group.userIds.length + Math.max(0, others);
  return { type: group.type, count: group.count, people, own, userIds: group.userIds };
}
