import type { AppId, OwnPresenceAnswer, Presence, PresenceStatus } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Processes } from "../../adapters/processes/port.ts";
import type { Engine, PresenceView } from "../../core/engine.ts";
import { realtimeUser } from "../../core/realtime-names.ts";
import { transact } from "../../core/transact.ts";
import { memberIds } from "../members/public.ts";
import { invisibleAmong } from "../settings/public.ts";
import { lastSeen, touchLastSeen } from "../users/public.ts";
import { createDeclaredDevices, statusOf, type DeclaredDevice } from "./declared-devices.ts";
import { createStatusTeller } from "./status-teller.ts";
import { tellAround } from "./tell-around.ts";

/**
 * Who is there: what sessions and apps come to, user by user. Whoever is invisible looks offline to everybody, in each of
 * these answers; nothing here tells the two apart.
 */
export type PresenceBoard = PresenceView & {
  arrived(appId: AppId, userId: string): void;
  left(appId: AppId, userId: string): void;
  sessionEnded(appId: AppId, userId: string, session: string): void;
  /** An app says whether somebody is looking at it. Throws `presence.too_many_devices`. */
  declare(appId: AppId, userId: string, device: Omit<DeclaredDevice, "process">): Promise<void>;
  /** What a user's own devices are, for that user alone. */
  own(appId: AppId, userId: string): OwnPresenceAnswer;
  /** Who of some users is there, as others see it. */
  of(appId: AppId, userIds: readonly string[]): Promise<Presence[]>;
  /** Who is there in a channel, as others see it; above the size limit only how many are online. */
  inChannel(appId: AppId, cid: string): Promise<{ online: Presence[] | null; onlineCount: number }>;
  /** A user became invisible, or visible: tells it as if they had gone, or come. */
  hid(appId: AppId, userId: string, invisible: boolean): void;
  stop(): void;
};

const mostMembers = 10_000;

/** Makes the board of this process. What one process hears of devices, all know; the primary announces. */
export function createPresenceBoard(
  engine: () => Engine,
  processes: Pick<Processes, "everywhere" | "isPrimary" | "name" | "onGone">,
): PresenceBoard {
  const devices = createDeclaredDevices();
  const turns = new Map<string, Promise<void>>();
  const teller = createStatusTeller({ engine, statusOf: currentStatus, announce });
  const note = processes.everywhere(
    "presence.device",
    ({ appId, userId, device }: Noted & { device: DeclaredDevice }) => {
      devices.put(realtimeUser(appId, userId), device);
      if (processes.isPrimary) teller.changed(appId, userId, device.expiresAt);
    },
  );
  const forget = processes.everywhere(
    "presence.sessionEnded",
    ({ appId, userId, session }: Noted & { session: string | null }) =>
      devices.endSession(realtimeUser(appId, userId), session),
  );
  const drop = processes.everywhere(
    "presence.processGone",
    (name: string) => void devices.dropProcess(name),
  );
  processes.onGone((name) => void drop(name));

  function forgetSessions(appId: AppId, userId: string, session: string | null): void {
    const known = devices.of(realtimeUser(appId, userId), 0);
    const isKnown = known.some((device) =>
      session === null ? device.session !== null : device.session === session,
    );
    if (isKnown) void forget({ appId, userId, session });
  }

  function currentStatus(appId: AppId, userId: string): PresenceStatus {
    const user = realtimeUser(appId, userId);
    const { realtime, now } = engine();
    return statusOf(realtime.sessions(user), devices.of(user, now().getTime()));
  }

  function announce(appId: AppId, userId: string, status: PresenceStatus, at: Date): void {
    inTurn(appId, userId, () => tellIfVisible(appId, userId, status, at));
  }

  /** What is told of one user goes out in the order in which it happened: the last word is how things are. */
  function inTurn(appId: AppId, userId: string, run: () => Promise<void>): void {
    const user = realtimeUser(appId, userId);
    const turn = (turns.get(user) ?? Promise.resolve()).then(run).catch((error: unknown) => {
      engine().log.warn({ err: error }, "telling presence failed");
    });
    turns.set(user, turn);
    void turn.then(() => {
      if (turns.get(user) === turn) turns.delete(user);
    });
  }

  async function tellIfVisible(appId: AppId, userId: string, status: PresenceStatus, at: Date) {
    const hidden = await transact(engine(), appId, async (tx) => {
      const isInvisible = (await invisibleAmong(tx, [userId])).has(userId);
      // When somebody invisible was last there is what must not be seen.
      if (!isInvisible && status !== "online") await touchLastSeen(tx, userId, at);
      return isInvisible;
    });
    if (!hidden) await tell(appId, presenceOf(userId, status, at));
  }

  function tell(appId: AppId, presence: Presence): Promise<void> {
    const signal = { type: "user.presence.changed" as const, presence };
    return tellAround(engine(), appId, presence.userId, signal);
  }

  async function tellHidden(appId: AppId, userId: string, invisible: boolean): Promise<void> {
    const status = currentStatus(appId, userId);
    if (status === "offline") return;
    const at = engine().now();
    if (invisible) await transact(engine(), appId, (tx) => touchLastSeen(tx, userId, at));
    await tell(appId, presenceOf(userId, invisible ? "offline" : status, at));
  }

  return {
    isOnline: (appId, userId) => currentStatus(appId, userId) === "online",
    arrived: (appId, userId) => teller.changed(appId, userId, null),
    left(appId, userId) {
      // What a session says can arrive behind its end.
      if (engine().realtime.sessions(realtimeUser(appId, userId)) === 0)
        forgetSessions(appId, userId, null);
      teller.changed(appId, userId, null);
    },
    sessionEnded: forgetSessions,
    async declare(appId, userId, device) {
      const { devicesPerUser } = await engine().limitsOf(appId);
      const known = devices.of(realtimeUser(appId, userId), engine().now().getTime());
      const isNew = !known.some(({ deviceId }) => deviceId === device.deviceId);
      if (isNew && known.length >= devicesPerUser) {
        throw new ChatError(
          "presence.too_many_devices",
          `A user's presence is made of at most ${devicesPerUser} devices.`,
        );
      }
      await note({ appId, userId, device: { ...device, process: processes.name } });
    },
    own(appId, userId) {
      const user = realtimeUser(appId, userId);
      return {
        status: currentStatus(appId, userId),
        sessions: engine().realtime.sessions(user),
        devices: devices
          .of(user, engine().now().getTime())
          .map(({ deviceId, deviceType, status }) => ({ deviceId, deviceType, status })),
      };
    },
    async of(appId, userIds) {
      const { seen, hidden } = await transact(engine(), appId, async (tx) => ({
        seen: await lastSeen(tx, userIds),
        hidden: await invisibleAmong(tx, userIds),
      }));
      return userIds.map((userId) => {
        const status = hidden.has(userId) ? "offline" : currentStatus(appId, userId);
        return presenceOf(userId, status, seen.get(userId) ?? null);
      });
    },
    async inChannel(appId, cid) {
      const { ids, hidden, isSmall } = await transact(engine(), appId, async (tx) => {
        const members = await memberIds(tx, cid, mostMembers);
        const there = members.filter((id) => currentStatus(appId, id) !== "offline");
        return {
          ids: members,
          hidden: await invisibleAmong(tx, there),
          isSmall: members.length <= tx.limits.presenceMembers,
        };
      });
      const there = ids
        .filter((id) => !hidden.has(id))
        .map((id) => presenceOf(id, currentStatus(appId, id), null))
        .filter(({ status }) => status !== "offline");
      const onlineCount = there.filter(({ online }) => online).length;
      return { online: isSmall ? there : null, onlineCount };
    },
    hid: (appId, userId, invisible) =>
      inTurn(appId, userId, () => tellHidden(appId, userId, invisible)),
    stop: () => teller.stop(),
  };
}

type Noted = { readonly appId: AppId; readonly userId: string };

function presenceOf(userId: string, status: PresenceStatus, at: Date | null): Presence {
  const online = status === "online";
  const lastSeenAt = online ? null : (at?.toISOString() ?? null);
  return { userId, online, status, lastSeenAt } as Presence; // user ids come from our rows or from verified tokens
}
