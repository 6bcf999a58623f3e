import type { Control } from "./broker/broker.ts";
import { DisconnectCode } from "./codes.ts";
import type { HubCore } from "./hub-core.ts";
import type { Session } from "./session.ts";
import { subscribeServerSide } from "./subscribe-server-side.ts";
import { unsubscribe } from "./subscribing.ts";

/** Does to the sessions of this process what is wanted in all. */
export function control(core: HubCore, wanted: Control): void {
  if (wanted.type !== "subscribe") return command(core, wanted);
  subscribeAll(core, wanted).catch((error: unknown) => core.report(error, "subscribe"));
}

/** Subscribes the sessions of a user in this process; resolves when their clients were told. */
export async function subscribeAll(core: HubCore, wanted: Subscribe): Promise<void> {
  const { user, client, channel, options } = wanted;
  const sessions = sessionsOf(core, user, client);
  await Promise.all(sessions.map((one) => subscribeServerSide(core, one, channel, options)));
}

type Subscribe = Extract<Control, { type: "subscribe" }>;

/** The sessions of a user in this process, or the one of them with this client id. */
export function sessionsOf(core: HubCore, user: string, client?: string): readonly Session[] {
  const sessions = core.sessions.of(user);
  return client === undefined ? sessions : sessions.filter((one) => one.client === client);
}

function command(core: HubCore, wanted: Exclude<Control, Subscribe>): void {
  for (const session of sessionsOf(core, wanted.user, wanted.client)) {
    switch (wanted.type) {
      case "unsubscribe": {
        const subscription = session.subscriptions.get(wanted.channel);
        if (subscription) unsubscribe(core, subscription, wanted.code);
        break;
      }
      case "disconnect":
        session.disconnect(wanted.code);
        break;
      case "refresh":
        expire(core, session, wanted.expireAt);
        break;
      default:
        wanted satisfies never;
    }
  }
}

function expire(core: HubCore, session: Session, expireAt: number | null): void {
  const isPast = expireAt !== null && expireAt * 1000 <= core.clock.now();
  if (isPast) session.disconnect(DisconnectCode.expired);
  else session.expireAt(expireAt ?? undefined);
}
