import type { StreamRules } from "../hub-options.ts";
import type { ClientInfo } from "../protocol.ts";
import type { Control, Delivery, Draft, PresenceOptions, ReadRequest } from "./broker.ts";

/** A question that gets one answer, by its id. */
export type Question =
  | { readonly ask: "publish"; readonly draft: Draft }
  | {
      readonly ask: "read";
      readonly channel: string;
      readonly rules: StreamRules;
      readonly request: ReadRequest;
    }
  | {
      readonly ask: "listen" | "removeHistory" | "presence" | "presenceStats";
      readonly channel: string;
    }
  | WiredFrame;

/** A frame on its way to the process of its session, as base64. */
export type WiredFrame = {
  readonly ask: "emulate";
  readonly node: string;
  readonly session: string;
  readonly frame: string;
};

/** From a process to the owner of the streams. */
export type ToOwner =
  | { readonly type: "hello"; readonly node: string }
  | { readonly type: "unlisten"; readonly channel: string }
  | {
      readonly type: "join" | "leave";
      readonly channel: string;
      readonly info: ClientInfo;
      readonly options: PresenceOptions;
    }
  | { readonly type: "spread"; readonly control: Control }
  | { readonly type: "question"; readonly id: number; readonly question: Question }
  | Answer;

/** From the owner of the streams to a process. */
export type FromOwner =
  | { readonly type: "deliver"; readonly delivery: Delivery }
  | {
      readonly type: "presence";
      readonly channel: string;
      readonly kind: "join" | "leave";
      readonly info: ClientInfo;
    }
  | { readonly type: "control"; readonly control: Control }
  | { readonly type: "question"; readonly id: number; readonly question: WiredFrame }
  | Answer;

export type Answer = {
  readonly type: "answer";
  readonly id: number;
  readonly result?: unknown;
  /** The code of a refusal. */
  readonly error?: number;
};
