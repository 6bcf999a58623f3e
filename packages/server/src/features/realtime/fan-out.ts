import type { AppId, ChannelEvent } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { chatLine, signalLine, realtimeUser, userLine } from "../../core/realtime-names.ts";
import type { PublishedEvent } from "../../core/relay.ts";
import { streamOwner } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import { readAudience } from "../channels/public.ts";
import type { RoomTicker } from "./room-ticker.ts";

type Audience = NonNullable<Awaited<ReturnType<typeof readAudience>>>;

const mostAudiences = 20_000;

/**
 * Brings each published event to the lines of those who may hear it. It runs behind the relay, so a channel's audience
 * changes exactly between the events before and after a membership's own event.
 */
export function createFanOut(engine: () => Engine, ticker: RoomTicker) {
  const audiences = new Map<string, Audience>();

  async function publish(published: PublishedEvent): Promise<void> {
    const { appId, stream, event } = published;
    const json = JSON.stringify(event);
    const owner = streamOwner(stream);
    if (owner.type === "user") {
      engine().realtime.publish(userLine(appId, owner.id), json);
      return;
    }
    await publishToChannel(published, event as ChannelEvent, json); // a channel's stream holds only its events
  }

  async function publishToChannel(
    published: PublishedEvent,
    event: ChannelEvent,
    json: string,
  ): Promise<void> {
    const { appId, seq } = published;
    const { cid } = event;
    changeAudience(nameOf(appId, cid), event);
    const audience = await audienceOf(appId, cid);
    if (!audience) return;
    const { realtime } = engine();
    if (audience.mode === "feed")
      realtime.broadcast(
        audience.memberIds.map((id) => userLine(appId, id)),
        json,
      );
    if (audience.mode === "room" || audience.visibility === "space") {
      realtime.publish(chatLine(appId, cid), json, { seq, epoch: event.epoch });
    }
    if (audience.mode === "room" && event.type === "message.new") ticker.tick(appId, event.message);
    if (event.type === "member.removed") dropReader(appId, cid, event.userId);
  }

  /** A membership's event changes the audience that is at hand; any other change of the channel is read anew. */
  function changeAudience(name: string, event: ChannelEvent): void {
    const known = audiences.get(name);
    if (!known) return;
    if (event.type === "member.added") {
      const userId = event.member.user.id;
      if (!known.memberIds.includes(userId))
        audiences.set(name, { ...known, memberIds: [...known.memberIds, userId] });
    } else if (event.type === "member.removed") {
      audiences.set(name, {
        ...known,
        memberIds: known.memberIds.filter((id) => id !== event.userId),
      });
    } else if (event.type.startsWith("channel.")) {
      audiences.delete(name);
    }
  }

  function dropReader(appId: AppId, cid: string, userId: string): void {
    const { realtime } = engine();
    const user = realtimeUser(appId, userId);
    realtime.unsubscribe(user, chatLine(appId, cid));
    realtime.unsubscribe(user, signalLine(appId, cid));
  }

  async function audienceOf(appId: AppId, cid: string): Promise<Audience | null> {
    const name = nameOf(appId, cid);
    const known = audiences.get(name);
    if (known) return known;
    const audience = await transact(engine(), appId, (tx) => readAudience(tx, cid));
    if (audiences.size >= mostAudiences) audiences.clear();
    if (audience) audiences.set(name, audience);
    return audience;
  }

  return { publish };
}

function nameOf(appId: AppId, cid: string): string {
  return `${appId} ${cid}`;
}
