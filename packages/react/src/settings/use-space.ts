import type { Space, SpaceActions } from "@natter/client";
import { useMemo } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { spaceAllows, type SpaceRight } from "./space-rights.ts";

export type SpaceView = {
  /** Null where the viewer does not belong to it, or it is not loaded yet. */
  readonly space: Space | null;
  readonly may: (right: SpaceRight) => boolean;
  readonly update: (
    change: Exclude<Parameters<SpaceActions["update"]>[1], string>,
  ) => Promise<Space>;
  readonly leave: () => Promise<void>;
  readonly remove: () => Promise<void>;
  readonly transfer: (userId: string) => Promise<Space>;
};

/** One space as the viewer sees it, and what can be done with it as a whole. */
export function useSpace(spaceId: string): SpaceView {
  const client = useChatClient();
  const space = useChatState((state) => state.spaces[spaceId] ?? null);
  const actions = useMemo(() => {
    const { spaces } = client;
    return {
      update: (change: Exclude<Parameters<SpaceActions["update"]>[1], string>) =>
        spaces.update(spaceId, change),
      leave: () => spaces.leave(spaceId),
      remove: () => spaces.delete(spaceId),
      transfer: (userId: string) => spaces.transfer(spaceId, userId),
    };
  }, [client, spaceId]);
  return { space, may: (right) => space !== null && spaceAllows(space.role, right), ...actions };
}
