import type { HubCore } from "./hub-core.ts";
import type { Command } from "./protocol.ts";
import { TokenBucket } from "./token-bucket.ts";

/** The client's side of the queue. */
export type CommandSource = {
  /** Stops and continues reading from the client. */
  pause(): void;
  resume(): void;
};

/** Commands that may wait before no more are read from the socket. */
const mostWaiting = 16;

/**
 * Runs the commands of one client in their order, one at a time; calls (`rpc`) run side by side. A
 * client that sends faster than it may, or than its commands can be answered, is read slower.
 */
export class CommandQueue {
  readonly #core: HubCore;
  readonly #source: CommandSource;
  readonly #handle: (command: Command) => Promise<void> | undefined;
  readonly #bucket: TokenBucket;
  #commands: Command[] = [];
  #isRunning = false;
  #isPaused = false;
  #isClosed = false;
  #rpcs = 0;

  /** `handle` never rejects; what it returns holds up the commands behind it, calls excepted. */
  constructor(
    core: HubCore,
    source: CommandSource,
    handle: (command: Command) => Promise<void> | undefined,
  ) {
    this.#core = core;
    this.#source = source;
    this.#handle = handle;
    this.#bucket = new TokenBucket(core.limits.commandsPerSecond, core.limits.commandBurst);
  }

  add(commands: readonly Command[]): void {
    if (this.#isClosed) return;
    for (const command of commands) this.#commands.push(command);
    this.#run();
    if (this.#commands.length > mostWaiting) this.#pause();
  }

  close(): void {
    this.#isClosed = true;
    this.#commands = [];
  }

  #run(): void {
    if (this.#isRunning) return;
    while (!this.#isClosed) {
      const command = this.#commands[0];
      if (!command) break;
      const waitMs = this.#bucket.waitMs(this.#core.clock.elapsed());
      if (waitMs > 0) return this.#holdFor(waitMs);
      if (command.method === "rpc" && this.#rpcs >= this.#core.limits.rpcsPerSession) {
        return this.#pause();
      }
      this.#bucket.take(this.#core.clock.elapsed());
      this.#commands.shift();
      const done = this.#handle(command);
      if (!done) continue;
      if (command.method === "rpc") this.#countRpc(done);
      else return this.#waitFor(done);
    }
    this.#resume();
  }

  #waitFor(done: Promise<void>): void {
    this.#isRunning = true;
    void done.then(() => {
      this.#isRunning = false;
      this.#run();
    });
  }

  #countRpc(done: Promise<void>): void {
    this.#rpcs += 1;
    void done.then(() => {
      this.#rpcs -= 1;
      this.#run();
    });
  }

  #holdFor(ms: number): void {
    this.#isRunning = true;
    this.#pause();
    this.#core.wheel.after(ms, () => {
      this.#isRunning = false;
      this.#run();
    });
  }

  #pause(): void {
    if (this.#isPaused) return;
    this.#isPaused = true;
    this.#source.pause();
  }

  #resume(): void {
    if (!this.#isPaused || this.#isClosed) return;
    this.#isPaused = false;
    this.#source.resume();
  }
}
