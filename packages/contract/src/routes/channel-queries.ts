import { z } from "zod";
import * as filters from "../channel-filters.ts";
import { route } from "../route.ts";

const ofFilter = z.strictObject({ name: filters.ChannelFilterName });

export const channelQueriesRoutes = {
  "channels.query": route("channels.query", {
    auth: "user",
    summary: "The channels the caller may read that meet a filter, sorted",
    body: filters.ChannelQueryInput,
    answer: filters.ChannelQueryPage,
    status: 200,
    errors: ["channel_filter.not_found"],
  }),
  "channelFilters.list": route("channelFilters.list", {
    auth: "any",
    summary: "Filters that can be used by name",
    answer: filters.ChannelFiltersAnswer,
    status: 200,
    errors: [],
  }),
  "channelFilters.put": route("channelFilters.put", {
    auth: "server",
    summary: "Keep a filter under a name",
    params: ofFilter,
    body: filters.ChannelFilterInput,
    answer: filters.ChannelFilterAnswer,
    status: 200,
    errors: ["channel_filter.built_in", "channel_filter.too_many"],
  }),
  "channelFilters.delete": route("channelFilters.delete", {
    auth: "server",
    summary: "Forget a filter that was kept under a name",
    params: ofFilter,
    answer: null,
    status: 204,
    errors: ["channel_filter.not_found", "channel_filter.built_in"],
  }),
} as const;
