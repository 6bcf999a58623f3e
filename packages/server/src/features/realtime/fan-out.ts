import type { AppId, ChannelEvent } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { chatLine, signalLine, realtimeUser, userLine } from "../../core/realtime-names.ts";
import type { PublishedEvent } from "../../core/relay.ts";
import { streamOwner } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import { memberIds } from "../members/public.ts";
import type { Audiences } from "./audiences.ts";
import type { RoomTicker } from "./room-ticker.ts";

const mostMembers = 10_000;

/**
 * Brings each published event to the lines of those who may hear it. It runs behind the relay, so a channel's audience
 * changes exactly between the events before and after a membership's own event.
 */
export function createFanOut(engine: () => Engine, audiences: Audiences, ticker: RoomTicker) {
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
    const { appId, seq, data } = published;
    const { cid } = event;
    const audience = await audiences.after(appId, event);
    if (!audience) return;
    const { realtime } = engine();
    const changesMode = data["changesMode"] === true;
    if (audience.mode === "feed" || changesMode) {
      const ids = audience.mode === "feed" ? audience.memberIds : await readMembers(appId, cid);
      realtime.broadcast(
        ids.map((id) => userLine(appId, id)),
        json,
      );
    }
    if (audience.mode === "room" || audience.visibility === "space" || changesMode) {
      realtime.publish(chatLine(appId, cid), json, { seq, epoch: event.epoch });
    }
    if (audience.mode === "room" && event.type === "message.new") ticker.tick(appId, event.message);
    if (event.type === "member.removed") dropReader(appId, cid, event.userId);
  }

  function readMembers(appId: AppId, cid: string): Promise<string[]> {
    return transact(engine(), appId, (tx) => memberIds(tx, cid, mostMembers));
  }

  function dropReader(appId: AppId, cid: string, userId: string): void {
    const { realtime } = engine();
    const user = realtimeUser(appId, userId);
    realtime.unsubscribe(user, chatLine(appId, cid));
    realtime.unsubscribe(user, signalLine(appId, cid));
  }

  return { publish };
}
