import { inApp } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { makeAnonymous, makeGuest } from "./make-guest.ts";

/** People without an account: guests, and readers without a name. An app lets them in; by itself nobody is. */
export const guestsFeature: Feature = {
  name: "guests",
  handlers: {
    "guests.create": (call, { body }) => makeGuest(inApp(call), body.name),
    "guests.anonymous": (call) => makeAnonymous(inApp(call)),
  },
};
