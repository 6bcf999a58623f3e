import { readFileSync } from "node:fs";
import protobuf from "protobufjs";

/** The protocol's message types, read from `client.proto` beside this file. */
const schema = readFileSync(new URL("./client.proto", import.meta.url), "utf8");
const { root } = protobuf.parse(schema, { keepCase: true });

export const CommandType = root.lookupType("natter.hub.Command");
export const ReplyType = root.lookupType("natter.hub.Reply");
export const EmulationRequestType = root.lookupType("natter.hub.EmulationRequest");
