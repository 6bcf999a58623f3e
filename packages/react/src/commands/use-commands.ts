import type { Command } from "@natter/client";
import { useCallback, useEffect, useState } from "react";
import { useChannelState } from "../channels/use-channel-state.ts";
import { useChatClient } from "../provider/use-chat-client.ts";

export type Commands = {
  /** What the viewer may use in the channel; empty until it is loaded, and where commands are off. */
  readonly commands: readonly Command[];
  readonly status: "idle" | "loading" | "ready" | "error";
  /** Loads them; calling it again changes nothing, unless the last try failed. */
  readonly load: () => void;
};

type Loaded = Pick<Commands, "commands" | "status">;
const nothing: Loaded = { commands: [], status: "idle" };

/** The commands of a channel. They are loaded when somebody first asks for them. */
export function useCommands(cid: string): Commands {
  const client = useChatClient();
  const { channel } = useChannelState(cid);
  const isOn = channel?.config.features.commands ?? false;
  const [loaded, setLoaded] = useState(nothing);
  useEffect(() => setLoaded(nothing), [client, cid]);
  const { status } = loaded;
  const load = useCallback(() => {
    if (!isOn || status === "loading" || status === "ready") return;
    setLoaded({ commands: [], status: "loading" });
    client
      .channel(cid)
      .listCommands()
      .then(
        (commands) => setLoaded({ commands, status: "ready" }),
        () => setLoaded({ commands: [], status: "error" }),
      );
  }, [client, cid, isOn, status]);
  return { ...loaded, load };
}
