import { routes, type AppId, type RouteName } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Limits } from "@natter/contract/limits";
import type { Processes } from "../adapters/processes/port.ts";
import type { Call } from "../core/call.ts";
import { createBuckets, type BucketRule, type RateStanding } from "./token-buckets.ts";

/**
 * Token buckets by app, key, user and address. `admit` takes a call's cost from every bucket it falls under, or throws
 * `request.rate_limited` and takes nothing. Bucket keys start with the app.
 */
export type RateLimiter = {
  admit(call: Call, route: RouteName): Promise<RateStanding>;
  /** For a call whose token or key was refused: counted by its address, so that guessing is slow. */
  admitRefused(address: string): Promise<void>;
};

/** The limits of an app, with what is its own in them; the usual ones for no app. */
export type LimitsOf = (appId: AppId | null) => Promise<Limits>;

const adminCallsPerSecond = 50;
const secondsOfBurst = { app: 2, user: 3, address: 3 };

/** Makes the limiter. The primary keeps the buckets, so that a limit holds over all processes together. */
export function createRateLimiter(
  limitsOf: LimitsOf,
  now: () => Date,
  processes: Pick<Processes, "inPrimary">,
): RateLimiter {
  const take = processes.inPrimary("rateLimit.take", createBuckets(now));
  return {
    async admit(call, route) {
      return await take(rulesFor(call, route, await limitsOf(call.appId)));
    },
    async admitRefused(address) {
      const limits = await limitsOf(null);
      await take([byAddress({ app: "refused", address, limits, cost: 1 })]);
    },
  };
}

/** What a call of a route takes: 1 for most, more for what makes the server work. */
export function costOf(route: RouteName): number {
  const rules = routes[route];
  return "cost" in rules ? rules.cost : 1;
}

function rulesFor(call: Call, route: RouteName, limits: Limits): BucketRule[] {
  const app = call.appId ?? "";
  const cost = costOf(route);
  const { actor } = call;
  if (actor.type === "admin") {
    const burst = adminCallsPerSecond * secondsOfBurst.app;
    return [{ key: "admin", perSecond: adminCallsPerSecond, burst, cost }];
  }
  if (actor.type === "server") return byKey(app, actor.keyId, limits, cost);
  if (actor.type === "user") {
    const sends =
      route === "messages.send" || route === "commands.run"
        ? [{ ...bySender(app, actor.userId, limits), cost: 1 }]
        : [];
    // What a server does for its users is its own doing.
    return actor.key
      ? [...byKey(app, actor.key.id, limits, cost), ...sends]
      : [...byUser(app, actor.userId, limits, cost), ...sends];
  }
  return [byAddress({ app, address: call.http?.remoteAddress ?? "socket", limits, cost })];
}

function byKey(app: string, keyId: string, limits: Limits, cost: number): BucketRule[] {
  const { requestsPerSecondWithServerKey: all, requestsPerSecondPerKey: one } = limits;
  return [
    { key: `${app} servers`, perSecond: all, burst: all * secondsOfBurst.app, cost },
    { key: `${app} key ${keyId}`, perSecond: one, burst: one * secondsOfBurst.app, cost },
  ];
}

function byUser(app: string, userId: string, limits: Limits, cost: number): BucketRule[] {
  const { requestsPerSecondFromUsers: all, requestsPerSecondPerUser: one } = limits;
  return [
    { key: `${app} users`, perSecond: all, burst: all * secondsOfBurst.app, cost },
    { key: `${app} user ${userId}`, perSecond: one, burst: one * secondsOfBurst.user, cost },
  ];
}

function bySender(app: string, userId: string, limits: Limits): Omit<BucketRule, "cost"> {
  const { sendsPerSecondPerUser: perSecond, sendBurstPerUser: burst } = limits;
  return { key: `${app} sends ${userId}`, perSecond, burst };
}

type Stranger = { app: string; address: string; limits: Limits; cost: number };

function byAddress({ app, address, limits, cost }: Stranger): BucketRule {
  const perSecond = limits.requestsPerSecondPerAddress;
  const burst = perSecond * secondsOfBurst.address;
  return { key: `${app} address ${address}`, perSecond, burst, cost };
}

/** The headers of an answer that say how much is left; those of a refusal say when there is more. */
export function rateHeaders(from: RateStanding | ChatError | undefined): Record<string, string> {
  if (!from) return {};
  if (!(from instanceof ChatError)) {
    return {
      "ratelimit-limit": String(from.limit),
      "ratelimit-remaining": String(from.remaining),
      "ratelimit-reset": String(from.resetSeconds),
    };
  }
  const { retryAfterSeconds, limit, resetSeconds } = from.details ?? {};
  return {
    ...(typeof retryAfterSeconds === "number" ? { "retry-after": String(retryAfterSeconds) } : {}),
    ...(typeof limit === "number" && typeof resetSeconds === "number"
      ? {
          "ratelimit-limit": String(limit),
          "ratelimit-remaining": "0",
          "ratelimit-reset": String(resetSeconds),
        }
      : {}),
  };
}
