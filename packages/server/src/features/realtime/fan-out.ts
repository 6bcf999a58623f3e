import type { AppId, ChannelEvent } from "@natter/contract";
import type { Engine } from "../../core/engine.ts";
import { chatLine, realtimeUser, signalLines, userLine } from "../../core/realtime-names.ts";
import type { PublishedEvent } from "../../core/relay.ts";
import { streamOwner } from "../../core/streams.ts";
import { transact } from "../../core/transact.ts";
import { whoIsToldApart, type ViewEvents } from "../../core/view-events.ts";
import { memberIds } from "../members/public.ts";
import type { Audiences } from "./audiences.ts";
import type { RoomTicker } from "./room-ticker.ts";
import { insteadOf, viewsApart, type Apart } from "./told-apart.ts";

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
    const apart = await apartFrom(published, event);
    if (audience.mode === "feed" || changesMode) {
      const ids = audience.mode === "feed" ? audience.memberIds : await readMembers(appId, cid);
      const own = ids.filter((id) => apart.has(id));
      for (const id of own) realtime.publish(userLine(appId, id), JSON.stringify(apart.get(id)));
      realtime.broadcast(
        ids.filter((id) => !apart.has(id)).map((id) => userLine(appId, id)),
        json,
      );
    }
    if (audience.mode === "room" || audience.hasReaders || changesMode) {
      const instead = insteadOf(appId, apart);
      realtime.publish(chatLine(appId, cid), json, { seq, epoch: event.epoch }, instead);
    }
    if (audience.mode === "room") tickAll(appId, event, apart);
    if (event.type === "member.removed") dropReader(appId, cid, event.userId);
  }

  /** Asked for every event, and nearly always for nobody: then without the database. */
  async function apartFrom(published: PublishedEvent, event: ChannelEvent): Promise<Apart> {
    if (whoIsToldApart(event).length === 0) return new Map();
    const stored = { ...published, epoch: event.epoch, at: new Date(event.at) };
    return await transact(engine(), published.appId, (tx) =>
      viewsApart(tx, viewEvents, { stored, told: event }),
    );
  }

  /** Everybody hears of a message that everybody sees; who sees one alone hears of it as if they all did. */
  function tickAll(appId: AppId, event: ChannelEvent, apart: Apart): void {
    if (event.type === "message.new") ticker.tick(appId, event.message);
    for (const [id, own] of apart) {
      if (own.type === "message.new" && event.type !== "message.new")
        ticker.tickAlone(appId, id, own.message);
    }
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
