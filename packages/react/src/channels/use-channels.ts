import {
  isShallowEqual,
  selectChannelList,
  type Channel,
  type ChannelFilter,
  type LoadStatus,
} from "@natter/client";
import { useEffect } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type Channels = {
  readonly channels: readonly Channel[];
  readonly status: LoadStatus;
  readonly reload: () => void;
};

/** The channels that pass a filter; those of a space are fetched when it is first asked for. */
export function useChannels(filter: ChannelFilter = {}): Channels {
  const client = useChatClient();
  const { spaceId } = filter;
  const channels = useChatState(selectChannelList(filter), isShallowEqual);
  const status = useChatState((state) =>
    spaceId === undefined ? state.channelsStatus : (state.spaceChannels[spaceId] ?? "idle"),
  );
  const me = useChatState((state) => state.me?.id);
  const reload = () => {
    // A failure is in the status, which the caller shows.
    const loading =
      spaceId === undefined ? client.channels.load() : client.channels.loadInSpace(spaceId);
    loading.catch(() => {});
  };
  useEffect(() => {
    if (spaceId !== undefined && me !== undefined) {
      client.channels.loadInSpace(spaceId).catch(() => {});
    }
  }, [client, spaceId, me]);
  return { channels, status, reload };
}
