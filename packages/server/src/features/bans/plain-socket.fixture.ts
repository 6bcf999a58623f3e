import { once } from "node:events";
import { expect } from "vitest";
import { WebSocket } from "ws";

export type Push = {
  channel: string;
  pub?: { data: { type: string; [key: string]: unknown }; offset?: number };
};
export type Frame = { id?: number; push?: Push; [key: string]: unknown };
export type Subscribed = {
  subscribe?: {
    epoch: string;
    offset: number;
    publications?: { data: unknown; offset: number }[];
    data?: unknown;
  };
};

/** A connection without any client library: what comes is kept as it came. */
export type PlainSocket = {
  readonly frames: readonly Frame[];
  ask(command: object): Promise<Frame & Subscribed>;
  close(): void;
};

/** Connects to a server's address with a connection token. */
export async function openPlainSocket(url: string, token: string): Promise<PlainSocket> {
  const socket = new WebSocket(`${url.replace("http", "ws")}/connection/websocket`);
  const frames: Frame[] = [];
  socket.on("message", (data) => {
    for (const line of String(data).trim().split("\n")) frames.push(JSON.parse(line));
  });
  await once(socket, "open");
  let ids = 0;
  const ask = async (command: object): Promise<Frame & Subscribed> => {
    const id = (ids += 1);
    socket.send(JSON.stringify({ id, ...command }));
    await expect
      .poll(() => frames.some((frame) => frame.id === id), { timeout: 20_000 })
      .toBe(true);
    return frames.find((frame) => frame.id === id) ?? {};
  };
  await ask({ connect: { token } });
  return { frames, ask, close: () => socket.close() };
}
