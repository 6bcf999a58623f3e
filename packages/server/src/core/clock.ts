import { v7 } from "uuid";

/** The real clock. */
export function systemNow(): Date {
  return new Date();
}

/** A new UUIDv7 by the real clock (RFC 9562). */
export function newUuid(): string {
  return v7();
}
