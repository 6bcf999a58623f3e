// The suites of `npm run prove`. Dependency-free JavaScript for Node 20: nothing may be installed yet.

/**
 * A suite. `quick` is about how many seconds its short run takes, for those of the quick tier, which is part of `npm test`;
 * null for suites that are no part of it. `minutes` is about how long the full run takes on two cores.
 *
 * @typedef {{proves: string, program: string, quick: number | null, minutes: number, options?: string}} Suite
 */

/** @type {Readonly<Record<string, Suite>>} */
export const suites = {
  R01: {
    proves:
      "kill -9 of the server while people write: nothing acknowledged is lost, doubled or out of order, and all devices end equal",
    program: "tests/prove/kill-server.ts",
    quick: 20,
    minutes: 5,
  },
  S01: {
    proves:
      "one app's people, on every route with another app's ids, read and change nothing of it",
    program: "tests/prove/tenants.ts",
    quick: 30,
    minutes: 5,
  },
  S05: {
    proves:
      "schemathesis, which knows nothing of this code: no operation fails or answers what its document does not say",
    program: "tests/prove/fuzz-api.ts",
    quick: null,
    minutes: 40,
  },
  S12: {
    proves:
      "who is removed, banned, deactivated or signed out hears nothing that is said afterwards",
    program: "tests/prove/revocation.ts",
    quick: 20,
    minutes: 4,
  },
  counters: {
    proves:
      "unread, mentions, stars, reactions and members are a recount after random histories of three devices",
    program: "tests/prove/counters.ts",
    quick: null,
    minutes: 5,
    options: "[--seeds N] [--seed S]",
  },
  converge: {
    proves:
      "clients over a faulty network end equal to each other and to a fresh fetch (simulated)",
    program: "tests/prove/converge.ts",
    quick: null,
    minutes: 10,
    options: "[--seeds N] [--seed S]",
  },
  "converge-real": {
    proves: "the same over real sockets, a real server and a real PostgreSQL",
    program: "tests/prove/converge-real.ts",
    quick: null,
    minutes: 10,
    options: "[--seeds N]",
  },
  "client-defects": {
    proves:
      "defects planted in the SDK one by one each turn red a test that was not written for them",
    program: "tests/prove/client-defects.ts",
    quick: null,
    minutes: 15,
  },
};
