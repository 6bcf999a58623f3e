/** Grants up to `burst` at once and `perSecond` over time. `elapsed` is in milliseconds. */
export type TokenBucket = {
  take(elapsed: number): boolean;
  /** Milliseconds until the next grant; 0: now. */
  waitMs(elapsed: number): number;
};

export function createTokenBucket(perSecond: number, burst: number): TokenBucket {
  let tokens = burst;
  let last = 0;

  function refill(elapsed: number): void {
    tokens = Math.min(burst, tokens + ((elapsed - last) * perSecond) / 1000);
    last = elapsed;
  }

  return {
    take(elapsed) {
      refill(elapsed);
      if (tokens < 1) return false;
      tokens -= 1;
      return true;
    },
    waitMs(elapsed) {
      refill(elapsed);
      return tokens >= 1 ? 0 : ((1 - tokens) * 1000) / perSecond;
    },
  };
}
