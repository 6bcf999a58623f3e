import { emptyThreadList } from "../threads/thread-state.ts";
import type { ChatState } from "./state.ts";

/** What a client knows before it connects. */
export const initialState: ChatState = {
  connection: "idle",
  connectionError: null,
  me: null,
  users: {},
  presence: {},
  spaces: {},
  spacesStatus: "idle",
  channels: {},
  channelsStatus: "idle",
  spaceChannels: {},
  threadList: emptyThreadList,
  settings: null,
  muted: [],
  blocked: [],
  votes: {},
  drafts: {},
  scheduled: {},
  dueReminders: [],
  flags: {},
  storage: "none",
  syncCursor: null,
  operations: [],
};
