import { SearchInput } from "@natter/contract";
import { asUser, inApp } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { indexMessages } from "./index-messages.ts";
import { rebuildSearch } from "./rebuild-search.ts";
import { searchMessages } from "./search-messages.ts";

/** Finding messages: an index kept behind the relay, and searches of it by what the caller may read now. */
export const searchFeature: Feature = {
  name: "search",
  handlers: {
    "search.messages": (call, { query }) => searchMessages(asUser(call), SearchInput.parse(query)),
    "search.query": (call, { body }) => searchMessages(asUser(call), body),
    "search.rebuild": (call, { body }) => rebuildSearch(inApp(call), body.cursor),
  },
  project: indexMessages,
};
