import { pino, type Logger } from "pino";
import type { Database } from "../adapters/database/port.ts";
import { openAiCompatible } from "../adapters/language-model/openai-compatible.ts";
import type { Processes } from "../adapters/processes/port.ts";
import type { GatedHubOptions } from "../adapters/realtime/gated-hub.ts";
import type { Realtime } from "../adapters/realtime/port.ts";
import { createNodeWebFetch } from "../adapters/web-fetch/node-web-fetch.ts";
import type { Config } from "../config.ts";
import { createChatServer, type ChatServer } from "../create-chat-server.ts";
import { createOriginCheck } from "./allow-origin.ts";
import { createPeerOf } from "./peer.ts";

type ChatParts = {
  readonly database: Database;
  readonly secret: string;
  readonly log: Logger;
  readonly openHub: (options: GatedHubOptions) => Realtime;
  readonly processes?: Processes;
};

/** Makes the chat server of this process as the settings want it. */
export function openChat(
  config: Config,
  { openHub, processes, ...parts }: ChatParts,
): Promise<ChatServer> {
  return createChatServer({
    ...parts,
    demo: config.demo,
    development: config.development,
    webFetch: createNodeWebFetch({ allowLoopback: config.development }),
    ...modelOf(config),
    rateLimits: config.rateLimits,
    limits: { eventDays: config.eventDays },
    peer: createPeerOf(config),
    ...(processes ? { processes } : {}),
    ...(config.adminKey === undefined ? {} : { adminKey: config.adminKey }),
    openRealtime: (gate) =>
      openHub({
        gate,
        allowOrigin: createOriginCheck(config),
        log: parts.log,
        pingSeconds: 25,
        nowSeconds: () => Math.floor(Date.now() / 1_000),
      }),
  });
}

function modelOf({ languageModelUrl: url, languageModel: model, languageModelKey: key }: Config) {
  return url === undefined ? {} : { languageModel: openAiCompatible({ url, model, key }) };
}

/** The log of this process, on its standard output. */
export function openLog({ logLevel }: Config): Logger {
  return pino({ level: logLevel, redact: ["token", "password", "authorization"] });
}
