import type {
  Channel,
  ChannelEvent,
  ChannelSync,
  SyncAnswer,
  SyncInput,
  UserEvent,
  UserSync,
} from "@natter/contract";
import { defaultLimits } from "@natter/contract/limits";
import type { UserCall } from "../../core/call.ts";
import { countNewerEvents, readEvents, wireEvent, type StoredEvent } from "../../core/event-log.ts";
import { readHeads } from "../../core/stream-heads.ts";
import { channelStream, userStream, type StreamKey } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import type { ViewEvents } from "../../core/view-events.ts";
import { channelViews, readableCids } from "../channels/views/public.ts";
import { findOthers, type Asked } from "./find-others.ts";
import { planLines, type Line, type LinePlan } from "./plan-lines.ts";
import { readSyncCursor, writeSyncCursor, type SyncCursor } from "./sync-cursor.ts";

const perLine = defaultLimits.syncEventsPerLine;
const noHead = { epoch: "", eventSeq: 0 };

/**
 * Everything that happened since a cursor and the positions given. Positions are read first and data second: what comes
 * in between is told again by the next sync or by realtime, and never missed.
 */
export function sync(
  call: UserCall,
  viewEvents: ViewEvents,
  { cursor: given, channels: held, limit }: SyncInput,
): Promise<SyncAnswer> {
  return transact(call.engine, call.appId, async (tx) => {
    const { userId } = call;
    const cursor = readSyncCursor(userId, given, tx.now);
    const listed = new Map(held.map((channel) => [channel.cid as string, channel]));
    const { eventDays } = call.engine.limits;
    const others = await findOthers(tx, {
      ...{ userId, cursor, eventDays },
      listed: new Set(listed.keys()),
    });
    const asked: Asked[] = [
      ...[...listed.values()].map(({ cid, epoch, eventSeq }) => {
        return { cid: cid as string, isListed: true, held: { epoch, after: eventSeq } };
      }),
      ...others.channels,
    ];
    const own = userStream(userId);
    const [heads, readable, newerOwn] = await Promise.all([
      readHeads(tx, [own, ...asked.map(({ cid }) => channelStream(cid))]),
      readableCids(tx, [...listed.keys()], userId),
      ownSince(tx, own, { ...cursor, eventDays }),
    ]);
    const open = asked.filter(({ cid }) => !listed.has(cid) || readable.has(cid));
    const lines = [
      toOwnLine(cursor, heads.get(own) ?? noHead, newerOwn),
      ...open.map((one) => toLine(one, heads.get(channelStream(one.cid)) ?? noHead)),
    ];
    const plans = planLines(lines, bounds(limit));
    const streams = [own, ...open.map(({ cid }) => channelStream(cid))];
    const stored = await readPlanned(tx, { streams, lines, plans });
    const told = await view(tx, viewEvents, stored, userId);
    const shown = await showChannels(tx, { userId, open, plans: plans.slice(1), told });
    const gone = [...listed.keys()].filter((cid) => !readable.has(cid));
    const user = toUserSync(plans[0], lines[0], told.get(own) ?? []);
    const more = others.more || plans.some((plan) => plan.what === "later" || isCutShort(plan));
    const waiting = open.findIndex(
      ({ cid }, at) => !listed.has(cid) && plans[at + 1]?.what === "later",
    );
    const before = open[waiting - 1]?.cid;
    const afterCid =
      waiting === -1
        ? others.last
        : before === undefined || listed.has(before)
          ? cursor.afterCid
          : before;
    return {
      user,
      channels: [...gone.map(toGone), ...shown],
      cursor: writeSyncCursor(userId, {
        user: user.position,
        ...(more
          ? { since: cursor.since, startedAt: cursor.startedAt, afterCid }
          : { since: cursor.startedAt, startedAt: null, afterCid: "" }),
      }),
      more,
    };
  });
}

function bounds(events: number) {
  return { events, perLine, resyncs: defaultLimits.syncViews };
}

function toLine({ held, isListed }: Asked, head: Line["head"]): Line {
  const inOne = !isListed;
  if (held === null || held === "unknown") return { held: null, head, inOne };
  if ("after" in held) return { held, head, inOne };
  return { held: { epoch: head.epoch, after: head.eventSeq - held.newer }, head, inOne };
}

function toOwnLine({ user }: SyncCursor, head: Line["head"], newer: number | null): Line {
  const line = { head, inOne: false };
  if (user !== null) return { ...line, held: { epoch: user.epoch, after: user.userSeq } };
  if (newer === null) return { ...line, held: null };
  return { ...line, held: { epoch: head.epoch, after: head.eventSeq - newer } };
}

/** How many events the caller's own line has since the time of a first cursor; null where that does not tell. */
async function ownSince(
  tx: Tx,
  own: StreamKey,
  { user, since, eventDays }: SyncCursor & { eventDays: number },
) {
  if (user !== null || since === null) return null;
  const oldest = tx.now.getTime() - eventDays * 86_400_000;
  if (since.getTime() < oldest) return null;
  const newer = await countNewerEvents(tx, [own], { at: since, most: perLine + 1 });
  return newer.get(own) ?? 0;
}

type Planned = {
  readonly streams: readonly StreamKey[];
  readonly lines: readonly Line[];
  readonly plans: LinePlan[];
};

/** Reads what is planned. A line whose events are not all there any more is fetched anew: its plan is changed to that. */
async function readPlanned(tx: Tx, { streams, lines, plans }: Planned): Promise<StoredEvent[]> {
  const read = await Promise.all(
    plans.map(async (plan, at) => {
      const stream = streams[at];
      const line = lines[at];
      if (plan.what !== "events" || stream === undefined || line === undefined) return [];
      const { epoch } = line.head;
      const after = line.held?.after ?? 0;
      const events = await readEvents(tx, stream, { after, limit: plan.count, epoch });
      const isWhole =
        events.length === plan.count &&
        events.every((event, index) => event.seq === after + 1 + index);
      if (isWhole) return events;
      plans[at] = { what: "resync" };
      return [];
    }),
  );
  return read.flat();
}

async function view(
  tx: Tx,
  viewEvents: ViewEvents,
  stored: readonly StoredEvent[],
  viewerId: string,
) {
  const payloads = await viewEvents(tx, stored, viewerId);
  const told = new Map<StreamKey, (ChannelEvent | UserEvent)[]>();
  stored.forEach((event, at) => {
    const list = told.get(event.stream) ?? [];
    list.push(wireEvent(event, payloads[at] ?? {}));
    told.set(event.stream, list);
  });
  return told;
}

type Shown = {
  readonly userId: string;
  readonly open: readonly Asked[];
  readonly plans: readonly LinePlan[];
  readonly told: ReadonlyMap<StreamKey, readonly (ChannelEvent | UserEvent)[]>;
};

/** The answers of channels: the events read, and whole channels where there are none. */
async function showChannels(tx: Tx, { userId, open, plans, told }: Shown): Promise<ChannelSync[]> {
  const cids = open.filter((_, at) => plans[at]?.what === "resync").map(({ cid }) => cid);
  const views = await channelViews(tx, cids, userId);
  const byCid = new Map<string, Channel>(views.map((channel) => [channel.cid, channel]));
  return open.flatMap((one, at): ChannelSync[] => {
    const cid = one.cid as ChannelSync["cid"]; // it came in parsed, or from our own rows
    const items = told.get(channelStream(one.cid)) as readonly ChannelEvent[] | undefined; // a channel's stream
    const last = items?.at(-1);
    if (items !== undefined && last !== undefined) {
      const position = { epoch: last.epoch, eventSeq: last.eventSeq };
      return [{ status: "events", cid, items: [...items], position }];
    }
    if (plans[at]?.what !== "resync") return [];
    const channel = byCid.get(cid);
    const isNew = one.held === null;
    return channel === undefined ? [] : [{ status: isNew ? "new" : "resync", cid, channel }];
  });
}

function toGone(cid: string): ChannelSync {
  return { status: "gone", cid: cid as ChannelSync["cid"] }; // it was parsed when it came in
}

function toUserSync(
  plan: LinePlan | undefined,
  line: Line | undefined,
  told: readonly (ChannelEvent | UserEvent)[],
): UserSync {
  const items = told as readonly UserEvent[]; // of the caller's own stream
  const head = line?.head ?? noHead;
  const held = line?.held ?? null;
  if (held === null || plan?.what === "resync") {
    return {
      status: "resync",
      items: [],
      position: { epoch: head.epoch, userSeq: head.eventSeq },
    };
  }
  const last = items.at(-1);
  const userSeq = last?.userSeq ?? held.after;
  return { status: "events", items: [...items], position: { epoch: head.epoch, userSeq } };
}

function isCutShort(plan: LinePlan): boolean {
  return plan.what === "events" && !plan.isWhole;
}
