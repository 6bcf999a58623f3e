import { inApp } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { createChannelType, deleteChannelType, updateChannelType } from "./change-channel-types.ts";
import { getChannelType, listChannelTypes } from "./list-channel-types.ts";

/** What channels of each type have, and what each role may do in them. */
export const channelTypesFeature: Feature = {
  name: "channel-types",
  handlers: {
    "channelTypes.list": (call, { query }) => listChannelTypes(inApp(call), query),
    "channelTypes.create": async (call, { body }) => ({
      channelType: await createChannelType(inApp(call), body),
    }),
    "channelTypes.get": async (call, { params }) => ({
      channelType: await getChannelType(inApp(call), params.type),
    }),
    "channelTypes.update": async (call, { params, body }) => ({
      channelType: await updateChannelType(inApp(call), params.type, body),
    }),
    "channelTypes.delete": (call, { params }) => deleteChannelType(inApp(call), params.type),
  },
};
