import { anonymousIdPrefix, guestIdPrefix, type AppId, type CallerClass } from "@natter/contract";
import { inApp, type AppCall } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { createChannelType, deleteChannelType, updateChannelType } from "./change-channel-types.ts";
import { getChannelType, listChannelTypes } from "./list-channel-types.ts";

const prefixes = { user: null, guest: guestIdPrefix, anonymous: anonymousIdPrefix } as const;

/**
 * What channels of each type have, and what each role may do in them. `onChanged` runs once a type is another: who reads
 * its channels may be others now.
 */
export function channelTypesFeature(onChanged: (appId: AppId) => Promise<unknown>): Feature {
  /** Guests and readers without a name are sent away at once; a user's open stream ends with its token. */
  async function readersChanged({ engine, appId }: AppCall, lost: readonly CallerClass[]) {
    await onChanged(appId);
    for (const who of lost) {
      const userIdPrefix = prefixes[who];
      if (userIdPrefix !== null) await engine.realtime.end({ appId, userIdPrefix });
    }
  }

  return {
    name: "channel-types",
    handlers: {
      "channelTypes.list": (call, { query }) => listChannelTypes(inApp(call), query),
      "channelTypes.create": async (call, { body }) => ({
        channelType: await createChannelType(inApp(call), body),
      }),
      "channelTypes.get": async (call, { params }) => ({
        channelType: await getChannelType(inApp(call), params.type),
      }),
      "channelTypes.update": async (call, { params, body }) => {
        const { channelType, lost } = await updateChannelType(inApp(call), params.type, body);
        await readersChanged(inApp(call), lost);
        return { channelType };
      },
      "channelTypes.delete": async (call, { params }) => {
        await readersChanged(inApp(call), await deleteChannelType(inApp(call), params.type));
      },
    },
  };
}
