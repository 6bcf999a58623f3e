import type { ChannelFilter } from "@natter/contract";
import { anySignal } from "../api/any-signal.ts";
import type { CallOptions, RouteBody } from "../api/api-types.ts";
import { asChatError, throwIfAborted } from "../api/read-error.ts";
import type { Engine } from "../engine.ts";
import type { Resync } from "../sync/resync.ts";
import type { Channel } from "../wire/entities.ts";
import { storeChannel } from "./channel-list-actions.ts";

type Body = RouteBody<"channels.query">;

/** What channels are sorted by, the first before the next; ascending where no direction is said. */
export type ChannelOrder = NonNullable<Body["sort"]>;

export type ChannelQueryOptions = Pick<Body, "name" | "limit" | "cursor"> & CallOptions;

export type ChannelQueryPage = { readonly items: readonly Channel[]; readonly next: string | null };

type Doors = {
  readonly engine: Engine;
  readonly resync: Resync;
  readonly onStored: (cid: string) => void;
};

/** Finds channels that the viewer may read, joined or not, and puts them in the store. Without an order, newest message first. */
export async function queryChannels(
  { engine, resync, onStored }: Doors,
  query: { filter: ChannelFilter; sort: ChannelOrder; options: ChannelQueryOptions },
): Promise<ChannelQueryPage> {
  const { filter, sort, options } = query;
  const { signal: own, ...more } = options;
  const signal = anySignal(engine.signal, own);
  try {
    await resync.loadMe();
    const body = { filter, ...(sort.length > 0 ? { sort } : {}), ...more };
    const { items, next } = await engine.api("channels.query", { body }, { signal });
    for (const channel of items) {
      storeChannel(engine, channel);
      onStored(channel.cid);
    }
    return { items, next };
  } catch (thrown) {
    throwIfAborted(signal);
    throw asChatError(thrown);
  }
}
