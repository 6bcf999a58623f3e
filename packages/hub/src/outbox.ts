import type { Flushable } from "./flusher.ts";
import type { Limits } from "./limits.ts";
import type { Packet } from "./packet.ts";
import type { Transport } from "./transports/transport.ts";

export type OutboxOptions = {
  transport: Transport;
  limits: Limits;
  /** Asks for a flush at the end of this turn of the event loop. */
  mark(outbox: Outbox): void;
  /** The client does not keep up; nothing is sent from now on. */
  onOverflow(): void;
  onSent(messages: number, bytes: number): void;
};

/** What waits for one client. Keeps the order; holds back while the socket is full. */
export class Outbox implements Flushable {
  readonly #options: OutboxOptions;
  #packets: Packet[] = [];
  #bytes = 0;
  #isMarked = false;
  #isBlocked = false;
  #isClosed = false;
  /** Where the waiting hint of each key is, while the session is backed up. */
  #hints: Map<string, number> | undefined;

  constructor(options: OutboxOptions) {
    this.#options = options;
  }

  /** Bytes that wait here and in the socket. */
  get waitingBytes(): number {
    return this.#bytes + this.#options.transport.waiting();
  }

  add(packet: Packet): void {
    if (this.#isClosed) return;
    if (packet.lossy && this.#isBlocked) return this.#keepNewest(packet);
    // Written before it is queued: what cannot be written is the sender's failure, not the queue's.
    this.#bytes += packet.bytes(this.#options.transport.lane.codec).length;
    this.#packets.push(packet);
    if (this.#isBlocked) return this.#checkOverflow();
    // A turn that says very much is written in parts, so that only a slow reader fills the queue.
    if (this.#bytes > this.#options.limits.backlogBytes) return this.flush();
    if (this.#isMarked) return;
    this.#isMarked = true;
    this.#options.mark(this);
  }

  flush(): void {
    this.#isMarked = false;
    if (this.#isBlocked || this.#isClosed || this.#packets.length === 0) return;
    const packets = this.#packets;
    this.#packets = [];
    this.#bytes = 0;
    this.#hints = undefined;
    const frames = this.#options.transport.lane.gather(packets);
    this.#isBlocked = !this.#options.transport.write(frames);
    this.#options.onSent(packets.length, frames.length);
    if (this.#isBlocked) this.#checkOverflow();
  }

  /** The socket takes more again. */
  drained(): void {
    this.#isBlocked = false;
    this.flush();
  }

  /** Forgets what waits and takes nothing more. */
  close(): void {
    this.#isClosed = true;
    this.#packets = [];
    this.#bytes = 0;
    this.#hints = undefined;
  }

  #checkOverflow(): void {
    if (this.waitingBytes > this.#options.limits.queueBytes) this.#options.onOverflow();
  }

  #keepNewest(packet: Packet): void {
    const key = packet.coalesceKey;
    if (key === undefined) return;
    const { codec } = this.#options.transport.lane;
    this.#hints ??= new Map();
    const index = this.#hints.get(key) ?? this.#packets.length;
    const before = this.#packets[index];
    this.#bytes += packet.bytes(codec).length - (before?.bytes(codec).length ?? 0);
    this.#packets[index] = packet;
    this.#hints.set(key, index);
    this.#checkOverflow();
  }
}
