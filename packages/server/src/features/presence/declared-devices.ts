import type { DeviceType, PresenceStatus } from "@natter/contract";

/** What one app of a user says of itself. */
export type DeclaredDevice = {
  readonly deviceId: string;
  readonly deviceType: DeviceType;
  readonly status: PresenceStatus;
  /** The session it speaks for; null for a device without a connection. */
  readonly session: string | null;
  /** The server process that holds the session. */
  readonly process: string;
  /** When it counts no longer, in milliseconds since 1970; null for as long as its session lasts. */
  readonly expiresAt: number | null;
};

/** What the apps of all users say of themselves, until their sessions or their times are over. */
export type DeclaredDevices = {
  put(user: string, device: DeclaredDevice): void;
  /** Forgets what a session said; null: all sessions of the user. */
  endSession(user: string, session: string | null): void;
  /** Forgets what sessions of a process said; answers with their users. */
  dropProcess(process: string): string[];
  /** Those of a user that still count. */
  of(user: string, now: number): readonly DeclaredDevice[];
};

/** Makes the memory of this process. */
export function createDeclaredDevices(): DeclaredDevices {
  const users = new Map<string, readonly DeclaredDevice[]>();

  function keep(user: string, devices: readonly DeclaredDevice[]): void {
    if (devices.length > 0) users.set(user, devices);
    else users.delete(user);
  }

  return {
    put(user, device) {
      const others = (users.get(user) ?? []).filter((known) => !isSame(known, device));
      // A device without a connection that goes is gone; a session stays until it ends.
      const isOver = device.session === null && device.status === "offline";
      keep(user, isOver ? others : [...others, device]);
    },
    endSession(user, session) {
      const known = users.get(user);
      if (known)
        keep(
          user,
          known.filter((device) =>
            session === null ? device.session === null : device.session !== session,
          ),
        );
    },
    dropProcess(process) {
      const dropped: string[] = [];
      for (const [user, devices] of users) {
        const left = devices.filter(
          (device) => device.session === null || device.process !== process,
        );
        if (left.length === devices.length) continue;
        keep(user, left);
        dropped.push(user);
      }
      return dropped;
    },
    of(user, now) {
      const known = users.get(user);
      if (!known) return [];
      const live = known.filter(({ expiresAt }) => expiresAt === null || expiresAt > now);
      if (live.length < known.length) keep(user, live);
      return live;
    },
  };
}

function isSame(one: DeclaredDevice, other: DeclaredDevice): boolean {
  return other.session === null
    ? one.session === null && one.deviceId === other.deviceId
    : one.session === other.session;
}

/**
 * What a user's sessions and devices come to. A session that says nothing counts as online, since somebody opened it; one
 * that says otherwise counts as what it says. Online in one place is online.
 */
export function statusOf(sessions: number, devices: readonly DeclaredDevice[]): PresenceStatus {
  const quiet = devices.filter(({ session, status }) => session !== null && status !== "online");
  if (sessions > quiet.length) return "online";
  const isLive = ({ session }: DeclaredDevice) => session === null || sessions > 0;
  const live = devices.filter(isLive);
  if (live.some(({ session, status }) => session === null && status === "online")) return "online";
  return live.some(({ status }) => status === "away") ? "away" : "offline";
}
