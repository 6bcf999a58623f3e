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
    minutes: 12,
  },
  R03: {
    proves:
      "every process of PostgreSQL is killed while people write: the server finds it again, nothing acknowledged is lost",
    program: "tests/prove/kill-postgres.ts",
    quick: 20,
    minutes: 4,
  },
  R08: {
    proves:
      "a channel opened under a hundred writes a second, held up at every seam, misses none and takes nothing older",
    program: "tests/prove/seams.ts",
    quick: null,
    minutes: 2,
    options: "[--rounds N]",
  },
  R09: {
    proves:
      "away for none, for as many events as each limit and one more, for 100,000: caught up exactly, or fetched anew",
    program: "tests/prove/absence.ts",
    quick: null,
    minutes: 8,
    options: "[--events N]",
  },
  R04: {
    proves:
      "a database in trouble: restarted, locked, without connections, a disk that refuses to flush or is full: no false acknowledgement",
    program: "tests/prove/database-trouble.ts",
    quick: null,
    minutes: 8,
  },
  R11: {
    proves:
      "32 write into one channel at once over two processes, a third gives up: no gap, and one order for all who listen",
    program: "tests/prove/ordering.ts",
    quick: null,
    minutes: 8,
  },
  R12: {
    proves:
      "a send repeated at once, later, after a restart or by a thief of its id is one message; another body is a conflict",
    program: "tests/prove/replay.ts",
    quick: 10,
    minutes: 2,
  },
  R13: {
    proves:
      "realtime is cut again and again while HTTP works, then loses frames on live sockets: sends go on, all end complete",
    program: "tests/prove/realtime-down.ts",
    quick: 25,
    minutes: 4,
  },
  R15: {
    proves:
      "one of many stops reading while messages pour in: it is closed and complete later, nobody waits for it",
    program: "tests/prove/slow-consumer.ts",
    quick: null,
    minutes: 6,
    options: "[--duration S] [--rounds N]",
  },
  R16: {
    proves:
      "the server is killed with everybody online: all come back, and have what was said meanwhile",
    program: "tests/prove/reconnect-storm.ts",
    quick: null,
    minutes: 8,
    options: "[--sockets N]",
  },
  R17: {
    proves:
      "asked to end time after time under load, the server answers what is under way, and no send fails for anybody",
    program: "tests/prove/drain.ts",
    quick: null,
    minutes: 4,
  },
  R19: {
    proves:
      "events that can never be built or settled lie among good ones: the good ones arrive, the bad ones are said",
    program: "tests/prove/poison.ts",
    quick: 15,
    minutes: 1,
  },
  R20: {
    proves:
      "five devices of one person, offline too, end with one read mark that never went back and with unread recounted",
    program: "tests/prove/reading.ts",
    quick: null,
    minutes: 8,
    options: "[--seeds N]",
  },
  R22: {
    proves:
      "clocks that are wrong, jump, or go through the end of summer time: order, tokens and slow mode stay right",
    program: "tests/prove/clock-skew.ts",
    quick: null,
    minutes: 4,
  },
  R24: {
    proves:
      "200 messages a second by the clock to as many sockets as there may be: none is lost, and how long each takes",
    program: "tests/prove/load.ts",
    quick: null,
    minutes: 12,
    options: "[--duration S] [--rounds N] [--sockets N]",
  },
  R25: {
    proves: "one channel with thousands who follow it live: each message is at each of them",
    program: "tests/prove/big-channel.ts",
    quick: null,
    minutes: 6,
    options: "[--duration S] [--sockets N]",
  },
  R27: {
    proves:
      "a backup is put back while apps hold what came after it: they fetch afresh, show nothing that is gone, and go on",
    program: "tests/prove/restore.ts",
    quick: null,
    minutes: 3,
  },
  S01: {
    proves:
      "one app's people, on every route with another app's ids, read and change nothing of it",
    program: "tests/prove/tenants.ts",
    quick: 30,
    minutes: 5,
  },
  S02: {
    proves:
      "who is not in a private channel, or no longer, reads and hears nothing of it on any route",
    program: "tests/prove/private-channels.ts",
    quick: null,
    minutes: 6,
  },
  S05: {
    proves:
      "schemathesis, which knows nothing of this code: no operation fails or answers what its document does not say",
    program: "tests/prove/fuzz-api.ts",
    quick: null,
    minutes: 40,
  },
  S05b: {
    proves:
      "every operation with good, nearly good and absurd input by a generator that knows what is there: no failure, no hang",
    program: "tests/prove/fuzz-routes.ts",
    quick: null,
    minutes: 15,
  },
  S06: {
    proves: "forged tokens of every family that is known, at every way in: none is let in",
    program: "tests/prove/forged-tokens.ts",
    quick: 15,
    minutes: 1,
  },
  S07: {
    proves: "no secret key works from a page, is taken by the SDK, or is in what is shipped",
    program: "tests/prove/keys.ts",
    quick: 6,
    minutes: 1,
  },
  S10: {
    proves: "pages of other sites open no realtime connection, however they write their origin",
    program: "tests/prove/origins.ts",
    quick: 5,
    minutes: 1,
  },
  S12: {
    proves:
      "who is removed, banned, deactivated or signed out hears nothing that is said afterwards",
    program: "tests/prove/revocation.ts",
    quick: 20,
    minutes: 4,
  },
  S16: {
    proves:
      "a dozen kinds of hostile connections at once: the server lives on, and the others do not wait",
    program: "tests/prove/hostile-sockets.ts",
    quick: null,
    minutes: 12,
  },
  S16b: {
    proves:
      "other addresses claimed in headers, other spellings and a thousand requests at once get no more than the limit",
    program: "tests/prove/rate-limits.ts",
    quick: null,
    minutes: 1,
  },
  S17: {
    proves:
      "no regular expression can be made slow, and 64 KB of what they dislike in each text keep the server busy for no time",
    program: "tests/prove/regexes.ts",
    quick: null,
    minutes: 5,
  },
  S18: {
    proves:
      "blocked words are found in some forty disguises, half of them held out, and harmless lines of 29 languages pass",
    program: "tests/prove/evasion.ts",
    quick: 15,
    minutes: 2,
  },
  S23: {
    proves:
      "what is installed is not older than what is known to be safe, and npm knows of no hole in it, where npm can be asked",
    program: "tests/prove/dependencies.ts",
    quick: 2,
    minutes: 1,
  },
  S24: {
    proves:
      "no token, key, password or text stands in the log, at its most talkative and when all fails",
    program: "tests/prove/logs.ts",
    quick: 8,
    minutes: 1,
  },
  defects: {
    proves:
      "defects planted in the server one by one each turn red a test that was not written for them",
    program: "tests/prove/plant-defects.ts",
    quick: null,
    minutes: 10,
    options: "[--only M7,M14]",
  },
  nginx: {
    proves:
      "the documented site of nginx passes sockets, event streams, long bodies and the caller's own address",
    program: "tests/prove/nginx.ts",
    quick: null,
    minutes: 1,
    options: "[--nginx PATH]",
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
