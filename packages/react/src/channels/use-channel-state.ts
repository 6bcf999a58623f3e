import { selectChannel, selectWindow, type Capability, type Channel } from "@natter/client";
import { useChatState } from "../provider/use-chat-state.ts";

export type ChannelStatus = "loading" | "ready" | "not-found" | "error";

export type ChannelView = {
  readonly channel: Channel | null;
  readonly status: ChannelStatus;
  readonly can: (capability: Capability) => boolean;
};

/** One channel as the viewer sees it, and whether it is there for them at all. */
export function useChannelState(cid: string): ChannelView {
  const channel = useChatState(selectChannel(cid));
  const loadStatus = useChatState((state) => selectWindow(cid)(state).status);
  const errorCode = useChatState((state) => selectWindow(cid)(state).error?.code ?? null);
  const refused =
    errorCode === "channel.not_found" ||
    errorCode === "channel.forbidden" ||
    errorCode === "request.invalid";
  return {
    channel,
    status: refused
      ? "not-found"
      : channel
        ? "ready"
        : loadStatus === "error"
          ? "error"
          : "loading",
    can: (capability) => channel?.capabilities.includes(capability) ?? false,
  };
}
