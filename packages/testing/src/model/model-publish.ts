import type { ChannelEvent, UserEvent } from "@natter/contract";
import type { ModelChannel } from "./model-channel.ts";

/** What members of a large channel hear of a new message on their own feed. */
type Tick = {
  readonly type: "channel.tick";
  readonly cid: string;
  readonly messageSeq: number;
  readonly mentioned: boolean;
};

/** Where what is published goes. */
export type Listeners = {
  /** Told of all that is published to people's own feeds. */
  onPublish: (userIds: readonly string[], event: ChannelEvent | UserEvent | Tick) => void;
  /** Told of all that is published on the stream of a large channel. */
  onStream: (stream: string, event: ChannelEvent) => void;
};

/** Brings an event to whoever hears it by the mode its channel is in. */
export function publishEvent(server: Listeners, channel: ModelChannel, event: ChannelEvent): void {
  const members = [...channel.members.keys()];
  if (channel.mode === "feed") return server.onPublish(members, event);
  server.onStream(streamOf(channel.cid), event);
  if (event.type !== "message.new") return;
  const { cid } = channel;
  const { seq: messageSeq, mentions } = event.message;
  for (const userId of members) {
    const mentioned = (mentions as readonly string[]).includes(userId);
    server.onPublish([userId], { type: "channel.tick", cid, messageSeq, mentioned });
  }
}

/** The stream that carries a large channel's events. */
export function streamOf(cid: string): string {
  return `chat:test.${cid}`;
}
