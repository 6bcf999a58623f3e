import { asUser, inApp } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { deleteFilter, listFilters, putFilter } from "./predefined-filters.ts";
import { queryChannels } from "./query-channels.ts";

/** Finding channels by filters, and filters that have a name. */
export const channelQueriesFeature: Feature = {
  name: "channel-queries",
  handlers: {
    "channels.query": (call, { body }) => queryChannels(asUser(call), body),
    "channelFilters.list": (call) => listFilters(inApp(call)),
    "channelFilters.put": (call, { params, body }) => putFilter(inApp(call), params.name, body),
    "channelFilters.delete": (call, { params }) => deleteFilter(inApp(call), params.name),
  },
};
