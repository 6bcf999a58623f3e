import { changeKnownChannel } from "../store/change-channel.ts";
import type { ChannelState, ChatState } from "../store/state.ts";
import { emptyThreadState } from "./empty-thread-state.ts";
import type { ThreadState } from "./thread-state.ts";

type Place = { readonly cid: string; readonly rootId: string };

/** Changes one open thread; leaves alone what is not open. */
export function changeThread(
  state: ChatState,
  { cid, rootId }: Place,
  change: (thread: ThreadState) => ThreadState,
): ChatState {
  return changeKnownChannel(state, cid, (entry) => {
    const before = entry.threads[rootId];
    return before === undefined ? entry : putThread(entry, before, change(before));
  });
}

/** Puts a thread into its channel's state. */
function putThread(
  entry: ChannelState,
  before: ThreadState | undefined,
  after: ThreadState,
): ChannelState {
  if (before === after) return entry;
  return { ...entry, threads: { ...entry.threads, [after.rootId]: after } };
}

/** Makes room for a thread that is being opened. */
export function addThread(state: ChatState, { cid, rootId }: Place): ChatState {
  return changeKnownChannel(state, cid, (entry) =>
    entry.threads[rootId] === undefined
      ? putThread(entry, undefined, emptyThreadState(rootId))
      : entry,
  );
}

/** Forgets a thread that is closed. */
export function removeThread(state: ChatState, { cid, rootId }: Place): ChatState {
  return changeKnownChannel(state, cid, (entry) => {
    if (entry.threads[rootId] === undefined) return entry;
    const threads = { ...entry.threads };
    delete threads[rootId];
    return { ...entry, threads };
  });
}
