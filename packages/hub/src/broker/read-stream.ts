import type { StreamRules } from "../hub-options.ts";
import type { Broker, ReadRequest, ReadResult } from "./broker.ts";

/** Reads a stream, which begins with that if nobody used it before. */
export async function readStream(
  broker: Broker,
  channel: string,
  rules: StreamRules,
  request: Omit<ReadRequest, "start">,
): Promise<ReadResult> {
  const read = await broker.read(channel, rules, request);
  if (!read) throw new Error("a broker left a stream unread that it was to begin");
  return read;
}
