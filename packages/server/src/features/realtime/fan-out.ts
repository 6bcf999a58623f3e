import type { AppId, ChannelEvent } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { chatLine, realtimeUser, signalLines, userLine } from "../../core/realtime-names.ts";
import { wireEvent } from "../../core/event-log.ts";
import type { PublishedEvent } from "../../core/relay.ts";
import { streamOwner } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import { whoIsToldApart, type ViewEvents } from "../../core/view-events.ts";
import { memberIds, whichAreMembers } from "../members/public.ts";
import type { Audiences } from "./audiences.ts";
import type { RoomTicker } from "./room-ticker.ts";

const mostMembers = 10_000;

type FanOutParts = {
  readonly audiences: Audiences;
  readonly ticker: RoomTicker;
  readonly viewEvents: ViewEvents;
};

/**
 * Brings each published event to the lines of those who may hear it. It runs behind the relay, so a channel's audience
 * changes exactly between the events before and after a membership's own event.
 */
export function createFanOut(engine: () => Engine, { audiences, ticker, viewEvents }: FanOutParts) {
  async function publish(published: PublishedEvent): Promise<void> {
    const { appId, stream, event } = published;
    const json = JSON.stringify(event);
    const owner = streamOwner(stream);
    if (owner.type === "user") {
      engine().realtime.publish(userLine(appId, owner.id), json);
      if (event.type === "user.banned" && event.ban.cid === null)
        engine().realtime.disconnect(realtimeUser(appId, owner.id));
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
    const apart = await tellApart(published, event);
    if (audience.mode === "feed" || changesMode) {
      const ids = audience.mode === "feed" ? audience.memberIds : await readMembers(appId, cid);
      realtime.broadcast(
        ids.filter((id) => !apart.has(id)).map((id) => userLine(appId, id)),
        json,
      );
    }
    if (audience.mode === "room" || audience.hasReaders || changesMode) {
      realtime.publish(chatLine(appId, cid), json, { seq, epoch: event.epoch });
    }
    if (audience.mode === "room" && event.type === "message.new") ticker.tick(appId, event.message);
    if (event.type === "member.removed") dropReader(appId, cid, event.userId);
  }

  /**
   * Tells members who see the fact otherwise than everybody, each on their own line and before the channel's: whoever
   * hears both takes the first. Answers with their ids.
   */
  async function tellApart(
    published: PublishedEvent,
    event: ChannelEvent,
  ): Promise<ReadonlySet<string>> {
    const wanted = whoIsToldApart(event);
    if (wanted.length === 0) return new Set();
    const { appId } = published;
    const stored = { ...published, epoch: event.epoch, at: new Date(event.at) };
    const told = await transact(engine(), appId, async (tx) => {
      const ids = await whichAreMembers(tx, event.cid, wanted);
      const payloads = await Promise.all(ids.map((id) => viewEvents(tx, [stored], id)));
      return ids.map((id, index) => [id, payloads[index]?.[0] ?? {}] as const);
    });
    for (const [id, payload] of told)
      engine().realtime.publish(userLine(appId, id), JSON.stringify(wireEvent(stored, payload)));
    return new Set(told.map(([id]) => id));
  }

  function readMembers(appId: AppId, cid: string): Promise<string[]> {
    return transact(engine(), appId, (tx) => memberIds(tx, cid, mostMembers));
  }

  function dropReader(appId: AppId, cid: string, userId: string): void {
    const { realtime } = engine();
    const user = realtimeUser(appId, userId);
    realtime.unsubscribe(user, chatLine(appId, cid));
    for (const line of signalLines(appId, cid)) realtime.unsubscribe(user, line);
  }

  return { publish };
}
