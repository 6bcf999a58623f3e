import type { Codec } from "./codec/codec.ts";
import type { Flushable } from "./flusher.ts";
import type { Limits } from "./limits.ts";
import type { Counters } from "./metrics.ts";
import type { Packet } from "./packet.ts";
import type { Transport } from "./transports/transport.ts";

export type OutboxOptions = {
  readonly limits: Limits;
  readonly counters: Counters;
  /** Asks for a flush at the end of this turn of the event loop. */
  mark(outbox: Outbox): void;
};

/** What waits for one client. Keeps the order; holds back while the socket is full. */
export class Outbox implements Flushable {
  readonly #transport: Transport;
  readonly #codec: Codec;
  readonly #options: OutboxOptions;
  /** The client does not keep up; nothing is sent from then on. */
  readonly #onOverflow: () => void;
  #packets: Packet[] = [];
  #bytes = 0;
  #isMarked = false;
  #isBlocked = false;
  #isClosed = false;
  /** Where the waiting hint of each key is, while the session is backed up. */
  #hints: Map<string, number> | undefined;

  constructor(transport: Transport, options: OutboxOptions, onOverflow: () => void) {
    this.#transport = transport;
    this.#codec = transport.lane.codec;
    this.#options = options;
    this.#onOverflow = onOverflow;
  }

  /** Bytes that wait here and in the socket. */
  get waitingBytes(): number {
    return this.#bytes + this.#transport.waiting();
  }

  add(packet: Packet): void {
    if (this.#isClosed) return;
    if (packet.lossy && this.#isBlocked) return this.#keepNewest(packet);
    // Written before it is queued: what cannot be written is the sender's failure, not the queue's.
    this.#bytes += packet.bytes(this.#codec).length;
    this.#packets.push(packet);
    this.#markOnce();
  }

  flush(): void {
    this.#isMarked = false;
    const count = this.#packets.length;
    if (this.#isClosed || count === 0) return;
    // Judged at the end of a turn, when the socket had a chance to take what the turn said.
    if (this.#isBlocked) return this.#checkOverflow();
    const frames = this.#takeFrames(count);
    this.#bytes = 0;
    this.#hints = undefined;
    this.#isBlocked = !this.#transport.write(frames);
    const { counters } = this.#options;
    counters.messages += count;
    counters.bytes += frames.length;
    counters.writes += 1;
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

  #takeFrames(count: number): Buffer {
    const { lane } = this.#transport;
    // Most turns have one message for a client: its array is emptied and used again.
    if (count === 1) return (this.#packets.pop() as Packet).frame(lane); // there is one
    const packets = this.#packets;
    this.#packets = [];
    return lane.gather(packets);
  }

  #markOnce(): void {
    if (this.#isMarked) return;
    this.#isMarked = true;
    this.#options.mark(this);
  }

  #checkOverflow(): void {
    if (this.waitingBytes > this.#options.limits.queueBytes) this.#onOverflow();
  }

  #keepNewest(packet: Packet): void {
    const key = packet.coalesceKey;
    if (key === undefined) return;
    this.#hints ??= new Map();
    const index = this.#hints.get(key) ?? this.#packets.length;
    const before = this.#packets[index];
    this.#bytes += packet.bytes(this.#codec).length - (before?.bytes(this.#codec).length ?? 0);
    this.#packets[index] = packet;
    this.#hints.set(key, index);
    this.#markOnce();
  }
}
