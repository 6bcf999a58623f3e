import type { ThreadListProps } from "../../threads/thread-list.tsx";
import type { ThreadProps } from "../../threads/thread.tsx";

export type ThreadSlots = {
  readonly Thread: ThreadProps;
  readonly ThreadList: ThreadListProps;
};
