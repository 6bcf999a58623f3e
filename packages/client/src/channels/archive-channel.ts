import type { RouteAnswer } from "../api/api-types.ts";
import { defineOperation } from "../outbox/operation.ts";
import { changeKnownChannel } from "../store/change-channel.ts";
import type { ChannelState } from "../store/state.ts";

type Input = { readonly cid: string; readonly archived: boolean };

/** Archives a channel for everybody, or takes it from the archive. It need not wait for the channel's messages. */
export const archiveChannel = defineOperation<Input, RouteAnswer<"channels.update">>({
  type: "channels.archive",
  lane: "settings",
  cidOf: ({ cid }) => cid,
  show: (state, { input }) =>
    changeKnownChannel(state, input.cid, (entry) => withArchived(entry, input.archived)),
  send: (engine, { input: { cid, archived } }) =>
    engine.api("channels.update", { params: { cid }, body: { archived } }, engine),
  confirm: (state, { input }, { channel }) =>
    changeKnownChannel(state, input.cid, (entry) => ({
      ...withArchived(entry, channel.archived),
      stale: true,
    })),
  undo: (state, { input }) =>
    changeKnownChannel(state, input.cid, (entry) => ({
      ...withArchived(entry, !input.archived),
      stale: true,
    })),
});

function withArchived(entry: ChannelState, archived: boolean): ChannelState {
  return entry.channel ? { ...entry, channel: { ...entry.channel, archived } } : entry;
}
