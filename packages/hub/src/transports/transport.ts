import type { TransportName } from "../hub-options.ts";
import type { Lane } from "../lane.ts";

/** The way to one client, whatever carries it. The session is its only user. */
export type Transport = {
  readonly name: TransportName;
  readonly lane: Lane;
  /** How the client addresses this session when what it sends comes by other requests. */
  readonly emulation?: { readonly session: string; readonly node: string };
  /** Hands over whole frames. False: more than the socket takes now; `onDrain` of the session follows. */
  write(frames: Buffer): boolean;
  /** Bytes handed over that the network has not taken. */
  waiting(): number;
  /** Stops and continues reading from the client. */
  pause(): void;
  resume(): void;
  /** Tells the client why, after everything written; destroys the connection if it does not go. */
  close(code: number, reason: string): void;
};
