import { DisconnectCode, type HubOptions } from "@natter/hub";
import { createGatedHub, numbersOf, type GatedHubOptions } from "./gated-hub.ts";
import type { Gate, Instead, Realtime, SessionSelection } from "./port.ts";
import { createRevocations } from "./revocations.ts";
import { createSessionCounts } from "./session-counts.ts";

/** What this door asks of the processes that share it. */
type Sharing = {
  readonly isPrimary: boolean;
  inPrimary<Input>(
    name: string,
    run: (input: Input, from: string) => void | Promise<void>,
  ): (input: Input) => void | Promise<void>;
  everywhere<Input>(name: string, run: (input: Input) => void): (input: Input) => Promise<unknown>;
  onGone(listener: (name: string) => void): void;
};

type SharedHubOptions = GatedHubOptions & {
  readonly processes: Sharing;
  /** The streams of all processes, as `shared-streams.ts` gives them. */
  readonly streams: NonNullable<HubOptions["owner"]>;
};

type Broadcast = {
  readonly streams: readonly string[];
  readonly json: string;
  readonly position?: { readonly seq: number; readonly epoch: string } | undefined;
  readonly instead?: Instead | undefined;
  readonly onlyTo?: string | undefined;
  /** Given for a signal. */
  readonly key?: string;
};

type Counts = readonly (readonly [user: string, count: number])[];

/**
 * The realtime door of one process among several on a host. The primary publishes for all and holds no sessions; the others
 * hold the sessions and tell it who comes and goes, and it tells all of them who is here. `gate.connected` and
 * `gate.disconnected` are called in the primary only. Let nobody in before `begun`.
 */
export function openSharedHub(options: SharedHubOptions): {
  realtime: Realtime;
  begun: Promise<void>;
} {
  const { processes, gate, log, nowSeconds, streams } = options;
  const revoked = createRevocations(nowSeconds);
  const revoke = processes.everywhere("realtime.revoke", (entries: Counts) => {
    for (const [user, second] of entries) revoked.add(user, second);
  });
  const publisher = openPublisher(options);
  const presence = openPresence(options, report);
  const begin = processes.inPrimary("realtime.begin", async (_none: null) => {
    await Promise.all([presence.tellAll(), revoke(revoked.all())]);
  });
  const hub = createGatedHub({
    ...options,
    gate: { ...gate, connected: presence.connected, disconnected: presence.disconnected },
    revoked,
    letIn: publisher.letIn,
    owner: streams,
  });
  publisher.use(hub);
  const end = processes.everywhere("realtime.end", (selection: SessionSelection) =>
    hub.end(selection),
  );

  function report(done: unknown): void {
    Promise.resolve(done).catch((error: unknown) =>
      log.error({ err: error }, "telling another process of the realtime hub failed"),
    );
  }

  return {
    begun: Promise.resolve(processes.isPrimary ? undefined : begin(null)),
    realtime: {
      publish: (stream, json, position, instead) =>
        report(publisher.publish({ streams: [stream], json, position, instead })),
      broadcast: (names, json) => report(publisher.publish({ streams: names, json })),
      signal: (names, json, key, to) =>
        report(publisher.publish({ streams: names, json, key, ...to })),
      unsubscribe: (user, stream) => hub.unsubscribe(user, stream),
      disconnect(user) {
        report(revoke([[user, nowSeconds()]]));
        hub.disconnect(user, DisconnectCode.forceDisconnect);
      },
      end: async (selection) => void (await end(selection)),
      sessions: presence.sessions,
      // Who listens elsewhere is not known here: what nobody hears is dropped by the primary.
      hasSubscribers: () => true,
      attach: (server) => hub.attach(server),
      handle: (request, response) => hub.handleRequest(request, response),
      metrics: () => numbersOf(hub.metrics()),
      close: ({ graceMs = 200 } = {}) => hub.close({ graceMs }),
    },
  };
}

/** Publishes in the primary. What nobody was ever let into is dropped there: see `embedded-hub.ts`. */
function openPublisher({ processes, log }: SharedHubOptions) {
  const heard = new Set<string>();
  let hub: Pick<ReturnType<typeof createGatedHub>, "broadcast"> | undefined;
  // The word is on its way before whoever is let in asks for the stream, and the way keeps the order.
  const tellLetIn = processes.inPrimary(
    "realtime.letIn",
    (stream: string) => void heard.add(stream),
  );
  const failed = (error: unknown) => log.error({ err: error }, "publishing to the hub failed");

  return {
    use: (own: typeof hub) => void (hub = own),
    letIn(stream: string): void {
      if (heard.has(stream)) return;
      heard.add(stream);
      Promise.resolve(tellLetIn(stream)).catch(failed);
    },
    publish: processes.inPrimary(
      "realtime.publish",
      ({ streams, json, position, key, instead, onlyTo }: Broadcast) => {
        const wanted = streams.filter((stream) => heard.has(stream));
        hub
          ?.broadcast(wanted, json, {
            ...(position ? { position: { offset: position.seq, epoch: position.epoch } } : {}),
            ...(instead && { instead }),
            ...(onlyTo === undefined ? {} : { onlyTo }),
            ...(key === undefined ? {} : { ephemeral: true, coalesceKey: key }),
          })
          .catch(failed);
      },
    ),
  };
}

/** Who has sessions: counted in the primary, known in every process. */
function openPresence(
  { processes, gate }: { processes: Sharing; gate: Gate },
  report: (done: unknown) => void,
) {
  const own = new Map<string, number>();
  const counts = createSessionCounts();
  const known = new Map<string, number>();
  const changed = new Set<string>();
  let telling: NodeJS.Immediate | undefined;

  const tell = processes.everywhere("realtime.sessions", (entries: Counts) => {
    for (const [user, count] of entries) {
      if (count > 0) known.set(user, count);
      else known.delete(user);
    }
  });
  const note = processes.inPrimary(
    "realtime.session",
    ({ user, count }: { user: string; count: number }, from) => {
      const more = counts.set(from, user, count);
      if (more === 0) return;
      tellSoon(user);
      if (more > 0) gate.connected(user);
      else gate.disconnected(user);
    },
  );
  processes.onGone((name) => {
    for (const user of counts.drop(name)) {
      tellSoon(user);
      gate.disconnected(user);
    }
  });

  /** Many come at once when a process is replaced: they are told of together. */
  function tellSoon(user: string): void {
    changed.add(user);
    telling ??= setImmediate(() => {
      telling = undefined;
      const users = [...changed];
      changed.clear();
      report(tell(users.map((name) => [name, counts.of(name)] as const)));
    });
  }

  function change(user: string, by: 1 | -1): void {
    const count = (own.get(user) ?? 0) + by;
    if (count > 0) own.set(user, count);
    else own.delete(user);
    report(note({ user, count }));
  }

  return {
    connected: (user: string) => change(user, 1),
    disconnected: (user: string) => change(user, -1),
    sessions: (user: string) =>
      processes.isPrimary ? counts.of(user) : Math.max(own.get(user) ?? 0, known.get(user) ?? 0),
    tellAll: () => tell(counts.all()),
  };
}
