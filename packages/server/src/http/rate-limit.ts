import { ChatError } from "@natter/contract/chat-error";
import type { RouteName } from "@natter/contract";
import type { Limits } from "@natter/contract/limits";
import type { Processes } from "../adapters/processes/port.ts";
import type { Call } from "../core/call.ts";

/** What is left of the tightest bucket a call took from. */
export type RateStanding = {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
};

type Bucket = { tokens: number; at: number };
type Rule = { readonly key: string; readonly perSecond: number; readonly burst: number };

const sends = new Set<RouteName>(["messages.send"]);
const callsPerSecondFromStrangers = 20;
const sweepAbove = 50_000;

/**
 * Token buckets by app, key, user and address. `admit` takes one token from every bucket a call falls under, or throws
 * `request.rate_limited` and takes none. Bucket keys start with the app.
 */
export type RateLimiter = {
  admit(call: Call, route: RouteName): RateStanding | Promise<RateStanding>;
};

/** Makes the limiter. The primary keeps the buckets, so that a limit holds over all processes together. */
export function createRateLimiter(
  limits: Limits,
  now: () => Date,
  processes: Pick<Processes, "inPrimary">,
): RateLimiter {
  const take = processes.inPrimary("rateLimit.take", createBuckets(now));
  return { admit: (call, route) => take(rulesFor(call, route, limits)) };
}

function createBuckets(now: () => Date) {
  const buckets = new Map<string, Bucket>();

  function take(rules: readonly Rule[]): RateStanding {
    const at = now().getTime();
    const taken = rules.map((rule) => ({ rule, bucket: refill(rule, at) }));
    for (const { rule, bucket } of taken) {
      if (bucket.tokens >= 1) continue;
      const seconds = Math.max(1, Math.ceil((1 - bucket.tokens) / rule.perSecond));
      throw new ChatError("request.rate_limited", `Too many requests. Try again in ${seconds} s.`, {
        details: { retryAfterSeconds: seconds, limit: rule.perSecond },
      });
    }
    for (const { bucket } of taken) bucket.tokens -= 1;
    return standing(taken);
  }

  function refill(rule: Rule, at: number): Bucket {
    const bucket = buckets.get(rule.key);
    if (!bucket) {
      if (buckets.size > sweepAbove) forgetFull(at);
      const fresh = { tokens: rule.burst, at };
      buckets.set(rule.key, fresh);
      return fresh;
    }
    const seconds = Math.max(0, at - bucket.at) / 1_000;
    bucket.tokens = Math.min(rule.burst, bucket.tokens + seconds * rule.perSecond);
    bucket.at = at;
    return bucket;
  }

  // A bucket untouched for a minute is full whatever its rule.
  function forgetFull(at: number): void {
    for (const [key, bucket] of buckets) if (at - bucket.at > 60_000) buckets.delete(key);
  }

  return take;
}

function rulesFor(call: Call, route: RouteName, limits: Limits): Rule[] {
  const app = call.appId ?? "";
  if (call.actor.type === "user") {
    const perSecond = limits.requestsPerSecondFromUsers;
    const rules = [{ key: `${app} users`, perSecond, burst: perSecond * 2 }];
    if (!sends.has(route)) return rules;
    const { sendsPerSecondPerUser, sendBurstPerUser } = limits;
    return [
      ...rules,
      {
        key: `${app} sends ${call.actor.userId}`,
        perSecond: sendsPerSecondPerUser,
        burst: sendBurstPerUser,
      },
    ];
  }
  if (call.actor.type === "server") {
    const perSecond = limits.requestsPerSecondWithServerKey;
    return [{ key: `${app} key ${call.actor.keyId}`, perSecond, burst: perSecond * 2 }];
  }
  const perSecond = callsPerSecondFromStrangers;
  return [
    {
      key: `${app} address ${call.http?.remoteAddress ?? "socket"}`,
      perSecond,
      burst: perSecond * 3,
    },
  ];
}

function standing(taken: readonly { rule: Rule; bucket: Bucket }[]): RateStanding {
  const tightest = taken.reduce((one, other) =>
    other.bucket.tokens < one.bucket.tokens ? other : one,
  );
  const { rule, bucket } = tightest;
  return {
    limit: rule.perSecond,
    remaining: Math.max(0, Math.floor(bucket.tokens)),
    resetSeconds: Math.ceil((rule.burst - bucket.tokens) / rule.perSecond),
  };
}
