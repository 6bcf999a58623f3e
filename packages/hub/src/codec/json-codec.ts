import type { Command } from "../protocol.ts";
import { BadFrame, type Codec } from "./codec.ts";
import { commandFromJson } from "./command-from-json.ts";
import { isDeeperThan } from "./json-depth.ts";
import { pushToJson, replyToJson } from "./json-messages.ts";

/** The JSON protocol: one message per line. */
export function createJsonCodec(options: { jsonDepth: number }): Codec {
  // A command holds the caller's data two levels down.
  const deepest = options.jsonDepth + 2;

  return {
    name: "json",
    ping: Buffer.from("{}"),
    decode(frame) {
      const commands: Command[] = [];
      for (const line of decodeText(frame).split("\n")) {
        if (line.trim() === "") continue;
        if (isDeeperThan(line, deepest)) throw new BadFrame("nested too deep");
        commands.push(commandFromJson(parse(line), line));
      }
      if (commands.length === 0) throw new BadFrame("empty frame");
      return commands;
    },
    reply: (reply) => Buffer.from(replyToJson(reply)),
    push: (push) => Buffer.from(pushToJson(push)),
  };
}

const strictUtf8 = new TextDecoder("utf-8", { fatal: true });

function decodeText(frame: Uint8Array): string {
  try {
    return strictUtf8.decode(frame);
  } catch {
    throw new BadFrame("not UTF-8");
  }
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    throw new BadFrame("not JSON");
  }
}
