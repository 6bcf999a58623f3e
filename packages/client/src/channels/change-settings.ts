import type { RouteAnswer } from "../api/api-types.ts";
import { defineOperation } from "../outbox/operation.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { ChannelSettings } from "../wire/entities.ts";
import { changedSettings, withSettings, type SettingsChange } from "./channel-settings.ts";

type Input = {
  readonly cid: string;
  readonly change: SettingsChange;
  /** As the channel was kept before: what a refusal brings back. */
  readonly before: ChannelSettings;
};

/** Changes how the viewer keeps a channel. It need not wait for the channel's messages. */
export const changeSettings = defineOperation<Input, RouteAnswer<"channels.settings">>({
  type: "channels.settings",
  lane: "settings",
  cidOf: ({ cid }) => cid,
  show: (state, { input, at }) =>
    changeKnownChannel(state, input.cid, (entry) =>
      withSettings(entry, changedSettings(entry, input.change, at)),
    ),
  send: (engine, { input }) =>
    engine.api("channels.settings", { params: { cid: input.cid }, body: input.change }, engine),
  confirm: (state, { input }, { settings }) =>
    changeKnownChannel(state, input.cid, (entry) => withSettings(entry, settings)),
  // Another device may have changed it meanwhile: the server knows.
  undo: (state, { input }) =>
    changeKnownChannel(state, input.cid, (entry) => ({
      ...withSettings(entry, input.before),
      stale: true,
    })),
});
