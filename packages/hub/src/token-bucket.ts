/** Grants up to `burst` at once and `perSecond` over time. `elapsed` is in milliseconds. */
export class TokenBucket {
  readonly #perSecond: number;
  readonly #burst: number;
  #tokens: number;
  #last = 0;

  constructor(perSecond: number, burst: number) {
    this.#perSecond = perSecond;
    this.#burst = burst;
    this.#tokens = burst;
  }

  take(elapsed: number): boolean {
    this.#refill(elapsed);
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Milliseconds until the next grant; 0: now. */
  waitMs(elapsed: number): number {
    this.#refill(elapsed);
    return this.#tokens >= 1 ? 0 : ((1 - this.#tokens) * 1000) / this.#perSecond;
  }

  #refill(elapsed: number): void {
    const refilled = this.#tokens + ((elapsed - this.#last) * this.#perSecond) / 1000;
    this.#tokens = Math.min(this.#burst, refilled);
    this.#last = elapsed;
  }
}
