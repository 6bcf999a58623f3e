import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { issueConnectionToken, issueSubscriptionTokens } from "./subscribe.ts";

/** Tokens for the realtime connection and its streams. */
export const realtimeFeature: Feature = {
  name: "realtime",
  handlers: {
    "realtime.token": (call) => issueConnectionToken(asUser(call)),
    "realtime.subscribe": (call, { body }) => issueSubscriptionTokens(asUser(call), body.cid),
  },
};
