import { selectChannelList } from "@natter/client";
import { useMemo } from "react";
import { useChannelState } from "../channels/use-channel-state.ts";
import { Icon } from "../primitives/icon.tsx";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useStrings } from "../strings/use-strings.ts";
import { rankByName } from "./rank-people.ts";
import type { Trigger } from "./trigger.ts";

/** Offers channels behind a number sign: those of the same space, else the viewer's own that have a name. */
export function useChannelTrigger(cid: string): Trigger {
  const client = useChatClient();
  const strings = useStrings();
  const spaceId = useChannelState(cid).channel?.spaceId ?? null;
  return useMemo<Trigger>(
    () => ({
      id: "channels",
      sign: "#",
      label: strings("channels.label"),
      find: (query) => {
        const filter = spaceId === null ? { joined: true } : { spaceId };
        const named = selectChannelList(filter)(client.store.getState()).flatMap((channel) =>
          channel.name === null ? [] : [{ id: channel.cid, name: channel.name }],
        );
        return rankByName(named, query).map(({ id, name }) => ({
          id,
          label: `#${name}`,
          picture: <Icon name="hash" size={18} />,
          text: `#${name} `,
        }));
      },
    }),
    [client, spaceId, strings],
  );
}
