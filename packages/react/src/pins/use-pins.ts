import type { Message } from "@natter/client";
import { useEffect, useMemo } from "react";
import { useFetched, type Fetched } from "../loading/use-fetched.ts";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useChatState } from "../provider/use-chat-state.ts";

export type Pins = Pick<Fetched<unknown>, "status" | "error" | "reload"> & {
  /** The latest pin first. */
  readonly pins: readonly Message[];
};

export type PinActions = {
  /** For good, or for so many seconds. */
  readonly pin: (messageId: string, expiresInSeconds?: number) => Promise<Message>;
  readonly unpin: (messageId: string) => Promise<Message>;
};

const none: readonly Message[] = [];

/** The pinned messages of a channel, as they change. */
export function usePins(cid: string): Pins {
  const client = useChatClient();
  const isKnown = useChatState((state) => Boolean(state.channels[cid]?.channel));
  const fetched = useFetched(isKnown ? cid : null, () => client.channel(cid).listPins());
  const { data, status, error, reload } = fetched;
  const pins = data ?? none;

  useEffect(() => {
    const isPinned = (id: string) => pins.some((pin) => pin.id === id);
    const stops = [
      client.on("message.updated", ({ message }) => {
        if (message.cid === cid && (message.pinned || isPinned(message.id))) reload();
      }),
      client.on("message.deleted", (event) => {
        if (event.cid === cid) reload();
      }),
    ];
    return () => stops.forEach((stop) => stop());
  }, [client, cid, pins, reload]);

  return { pins, status, error, reload };
}

/** Pins messages of a channel for everybody in it, and takes pins away. Shown at once. */
export function usePinActions(cid: string): PinActions {
  const client = useChatClient();
  return useMemo(() => {
    const channel = client.channel(cid);
    return {
      pin: (messageId, expiresInSeconds) =>
        channel.pin(messageId, ...(expiresInSeconds === undefined ? [] : [{ expiresInSeconds }])),
      unpin: (messageId) => channel.unpin(messageId),
    };
  }, [client, cid]);
}
