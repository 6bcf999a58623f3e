import type { IncomingHttpHeaders } from "node:http";
import { closing, DisconnectCode, ErrorCode } from "./codes.ts";
import { BadFrame } from "./codec/codec.ts";
import { CommandQueue } from "./command-queue.ts";
import { handleCommand } from "./commands/handle-command.ts";
import type { HubCore } from "./hub-core.ts";
import { HubError } from "./hub-error.ts";
import type { SessionInfo } from "./hub-options.ts";
import { Outbox } from "./outbox.ts";
import { Packet } from "./packet.ts";
import type { Command, Push, Reply } from "./protocol.ts";
import { endSubscription } from "./subscribing.ts";
import type { Subscription } from "./subscription.ts";
import type { WheelTimer } from "./timer-wheel.ts";
import type { Transport } from "./transports/transport.ts";

/** What the transport knows of the request that opened the connection. */
export type Handshake = {
  readonly headers: IncomingHttpHeaders;
  readonly origin: string | undefined;
};

/**
 * One connection, from the open socket to its end.
 *
 * `new` waits for the connect command, `connecting` for the owner's word on it; `refused` is over
 * but for the client to leave.
 */
export class Session {
  readonly client: string;
  /** Forgotten once the owner has said who this is. */
  handshake: Handshake | undefined;
  readonly transport: Transport;
  readonly subscriptions = new Map<string, Subscription>();
  state: "new" | "connecting" | "connected" | "refused" | "closed" = "new";
  user = "";
  info: SessionInfo | undefined;
  /** Runs once the connect reply is on its way. */
  afterConnect: (() => void)[] | undefined;

  readonly #core: HubCore;
  readonly #outbox: Outbox;
  readonly #commands: CommandQueue;
  /** Closes a connection that stays silent, then pings. */
  #pulse: WheelTimer;
  #expiry: WheelTimer | undefined;
  #awaitsPong = false;

  constructor(core: HubCore, transport: Transport, handshake: Handshake) {
    this.#core = core;
    this.transport = transport;
    this.handshake = handshake;
    this.client = core.createId();
    this.#outbox = new Outbox(transport, core, () => this.#closeSlow());
    this.#commands = new CommandQueue(core, transport, (command) =>
      handleCommand(core, this, command),
    );
    this.#pulse = core.wheel.after(core.limits.staleMs, () => {
      this.disconnect(DisconnectCode.stale);
    });
    core.counters.connections += 1;
    core.sessions.add(this);
  }

  get queueBytes(): number {
    return this.#outbox.waitingBytes;
  }

  /** Takes one frame of the client. */
  receive(frame: Uint8Array): void {
    if (this.state === "closed") return;
    try {
      const commands = this.transport.lane.codec.decode(frame);
      this.#core.counters.commands += commands.length;
      if (frame.length > this.#core.limits.frameBytes) this.#refuse(commands);
      else this.#commands.add(commands);
    } catch (error) {
      if (!(error instanceof BadFrame)) this.#core.report(error, "frame");
      this.disconnect(DisconnectCode.badRequest);
    }
  }

  send(packet: Packet): void {
    this.#outbox.add(packet);
  }

  reply(reply: Reply): void {
    this.send(new Packet((codec) => codec.reply(reply)));
  }

  push(push: Push): void {
    this.send(Packet.push(push));
  }

  /** The socket takes more again. */
  drained(): void {
    this.#outbox.drained();
  }

  /** The connection is confirmed: pings begin, at different times for different sessions. */
  startPinging(): void {
    const { pingMs } = this.#core.limits;
    this.#pulse.cancel();
    this.#pulse = this.#core.wheel.after((pingMs / 2) * (1 + this.#core.random()), this.#ping);
  }

  ponged(): void {
    this.#awaitsPong = false;
  }

  /** Closes the session when `expireAt` (seconds since 1970) and the grace after it have passed. */
  expireAt(expireAt: number | undefined): void {
    this.#expiry?.cancel();
    this.#expiry = undefined;
    if (expireAt === undefined) return;
    const { clock, limits, wheel } = this.#core;
    const ms = expireAt * 1000 - clock.now() + limits.expiryGraceMs;
    this.#expiry = wheel.after(ms, () => this.disconnect(DisconnectCode.expired));
  }

  /** Ends the session: nothing more reaches the client but what is queued and the code. */
  disconnect(code: DisconnectCode): void {
    if (this.state === "closed") return;
    const end = closing(code);
    this.#outbox.flush();
    this.#end(end.code);
    this.transport.close(end.code, end.reason);
  }

  /** The connection is gone. */
  closed(): void {
    this.#end(DisconnectCode.closed);
    this.#core.sessions.disconnected(this);
  }

  /** Answers a frame that is too large, command by command. */
  #refuse(commands: readonly Command[]): void {
    const { code, message, temporary } = new HubError(ErrorCode.badRequest);
    for (const { id, method } of commands) {
      if (method === "connect") return this.disconnect(DisconnectCode.badRequest);
      if (id > 0) this.reply({ id, method: "error", error: { code, message, temporary } });
    }
  }

  #closeSlow(): void {
    if (this.state === "closed") return;
    this.#core.counters.slowClosed += 1;
    const end = closing(DisconnectCode.slow);
    this.#end(end.code);
    this.transport.close(end.code, end.reason);
  }

  #end(code: number): void {
    if (this.state === "closed") return;
    const wasConnected = this.state === "connected";
    this.state = "closed";
    this.#pulse.cancel();
    this.#expiry?.cancel();
    this.#outbox.close();
    this.#commands.close();
    this.afterConnect = undefined;
    const core = this.#core;
    core.sessions.remove(this);
    core.counters.disconnects.set(code, (core.counters.disconnects.get(code) ?? 0) + 1);
    for (const subscription of this.subscriptions.values()) endSubscription(core, subscription);
    if (wasConnected && this.info) core.options.onDisconnect?.(this.info, code);
  }

  readonly #ping = (): void => {
    const { pingMs, pongMs } = this.#core.limits;
    this.#awaitsPong = true;
    this.send(this.#core.ping);
    this.#pulse = this.#core.wheel.after(pongMs, () => {
      if (this.#awaitsPong) return this.disconnect(DisconnectCode.noPong);
      this.#pulse = this.#core.wheel.after(pingMs - pongMs, this.#ping);
    });
  };
}
