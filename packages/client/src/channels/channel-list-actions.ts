import type { ChannelListActions } from "../chat-client.ts";
import { asChatError } from "../api/read-error.ts";
import { untilAborted } from "../api/until-aborted.ts";
import { viewerIdOf, type Engine } from "../engine.ts";
import { changeChannel } from "../store/change-channel.ts";
import type { Resync } from "../sync/resync.ts";
import { applyUsers } from "../users/apply-users.ts";
import { usersOfChannel } from "../users/seen-users.ts";
import type { Channel } from "../wire/entities.ts";
import { mergeChannel } from "./merge-channel.ts";

/** Puts a channel the server just answered into the store. */
export function storeChannel(engine: Engine, channel: Channel): Channel {
  const viewerId = viewerIdOf(engine);
  engine.store.update((state) =>
    applyUsers(
      changeChannel(state, channel.cid, (entry) => mergeChannel(entry, channel, viewerId)),
      usersOfChannel(channel),
    ),
  );
  return channel;
}

type Doors = {
  readonly engine: Engine;
  readonly resync: Resync;
  readonly onStored: (cid: string) => void;
};

export function createChannelListActions({ engine, resync, onStored }: Doors): ChannelListActions {
  async function stored(call: () => Promise<{ readonly channel: Channel }>): Promise<Channel> {
    try {
      await resync.loadMe();
      const { channel } = await call();
      storeChannel(engine, channel);
      onStored(channel.cid);
      return channel;
    } catch (thrown) {
      throw asChatError(thrown);
    }
  }

  return {
    load: (options) => untilAborted(() => resync.loadChannels(), options),
    loadInSpace: (spaceId, options) => untilAborted(() => resync.loadInSpace(spaceId), options),
    direct: (userId) => stored(() => engine.api("channels.direct", { body: { userId } }, engine)),
    create: (input) => stored(() => engine.api("channels.create", { body: input }, engine)),
    createInSpace: (spaceId, input) =>
      stored(() =>
        engine.api("spaces.createChannel", { params: { spaceId }, body: input }, engine),
      ),
  };
}
