import { ChatError } from "@natter/contract/chat-error";

/** A bucket that a call takes from: it holds `burst` and gains `perSecond`. */
export type BucketRule = {
  readonly key: string;
  readonly perSecond: number;
  readonly burst: number;
  readonly cost: number;
};

/** What is left of the tightest bucket a call took from. */
export type RateStanding = {
  readonly limit: number;
  readonly remaining: number;
  readonly resetSeconds: number;
};

type Bucket = { tokens: number; at: number; perSecond: number; burst: number };

const sweepAbove = 50_000;

/**
 * Makes buckets, full when first asked for. The function takes from all of a call's buckets or, throwing
 * `request.rate_limited`, from none. It runs in one go, so two calls never take the same token.
 */
export function createBuckets(now: () => Date): (rules: readonly BucketRule[]) => RateStanding {
  const buckets = new Map<string, Bucket>();

  function take(rules: readonly BucketRule[]): RateStanding {
    const at = now().getTime();
    const taken = rules.map((rule) => ({ rule, bucket: refill(rule, at) }));
    for (const { rule, bucket } of taken) {
      if (bucket.tokens < costFor(rule)) throw refusal(rule, bucket);
    }
    for (const { rule, bucket } of taken) bucket.tokens -= costFor(rule);
    return standing(taken);
  }

  function refill(rule: BucketRule, at: number): Bucket {
    const { key, perSecond, burst } = rule;
    const bucket = buckets.get(key);
    if (!bucket) {
      if (buckets.size > sweepAbove) forgetFull(at);
      const fresh = { tokens: burst, at, perSecond, burst };
      buckets.set(key, fresh);
      return fresh;
    }
    Object.assign(bucket, { perSecond, burst });
    bucket.tokens = tokensAt(bucket, at);
    bucket.at = at;
    return bucket;
  }

  // One that is full is as good as one that was never made.
  function forgetFull(at: number): void {
    for (const [key, bucket] of buckets)
      if (tokensAt(bucket, at) >= bucket.burst) buckets.delete(key);
  }

  return take;
}

function tokensAt({ tokens, at, perSecond, burst }: Bucket, now: number): number {
  const seconds = Math.max(0, now - at) / 1_000;
  return Math.min(burst, tokens + seconds * perSecond);
}

/** A call that costs more than the bucket ever holds waits until it is full: else it could never be made. */
function costFor({ cost, burst }: BucketRule): number {
  return Math.min(cost, burst);
}

function refusal(rule: BucketRule, bucket: Bucket): ChatError {
  const missing = costFor(rule) - bucket.tokens;
  const seconds = Math.max(1, Math.ceil(missing / rule.perSecond));
  return new ChatError("request.rate_limited", `Too many requests. Try again in ${seconds} s.`, {
    details: {
      retryAfterSeconds: seconds,
      limit: rule.perSecond,
      resetSeconds: secondsToFull(rule, bucket),
    },
  });
}

function standing(taken: readonly { rule: BucketRule; bucket: Bucket }[]): RateStanding {
  const { rule, bucket } = taken.reduce((one, other) =>
    other.bucket.tokens < one.bucket.tokens ? other : one,
  );
  return {
    limit: rule.perSecond,
    remaining: Math.max(0, Math.floor(bucket.tokens)),
    resetSeconds: secondsToFull(rule, bucket),
  };
}

function secondsToFull({ burst, perSecond }: BucketRule, { tokens }: Bucket): number {
  return Math.ceil((burst - tokens) / perSecond);
}
