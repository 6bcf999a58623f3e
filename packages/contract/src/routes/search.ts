import * as search from "../search.ts";
import { route } from "../route.ts";

export const searchRoutes = {
  "search.messages": route("search.messages", {
    cost: 10,
    auth: "user",
    summary: "Search the messages that the caller may read",
    query: search.SearchQuery,
    answer: search.SearchPage,
    status: 200,
    errors: ["search.invalid_query", "search.too_broad"],
  }),
  "search.query": route("search.query", {
    cost: 10,
    auth: "user",
    summary: "The same with the search in the body",
    body: search.SearchInput,
    answer: search.SearchPage,
    status: 200,
    errors: ["search.invalid_query", "search.too_broad"],
  }),
  "search.rebuild": route("search.rebuild", {
    cost: 20,
    auth: "server",
    summary: "Fill the search index again, a step at a time",
    body: search.SearchRebuildInput,
    answer: search.SearchRebuildAnswer,
    status: 200,
    errors: [],
  }),
} as const;
