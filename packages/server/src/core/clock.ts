import { v7 } from "uuid";

/** The real clock. */
export function systemNow(): Date {
  return new Date();
}

const idBytes = 16;
// Random bytes cost a call into the system; taken for many ids at once they cost next to nothing.
const pool = new Uint8Array(idBytes * 256);
let used = pool.length;

/** A new UUIDv7 by the real clock (RFC 9562). */
export function newUuid(): string {
  if (used === pool.length) {
    crypto.getRandomValues(pool);
    used = 0;
  }
  const random = pool.slice(used, used + idBytes);
  used += idBytes;
  return v7({ random });
}
