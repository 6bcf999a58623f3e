import { ChatError } from "@natter/contract/chat-error";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";

/** What a sync goes on from. */
export type SyncCursor = {
  /** As of when everything is known in channels whose positions are not given; null: nothing is. */
  readonly since: Date | null;
  /** How far the caller's own line is held; null: it is not. */
  readonly user: { readonly epoch: string; readonly userSeq: number } | null;
  /** When the first page of this sync was made: what the next sync knows everything as of. Null: it is made now. */
  readonly startedAt: Date | null;
  /** The last channel that the pages before told of, of those whose positions are not given. */
  readonly afterCid: string;
};

const version = "1";

/** An opaque cursor, good for this user only. */
export function writeSyncCursor(userId: string, cursor: SyncCursor): string {
  const { since, user, startedAt, afterCid } = cursor;
  return encodeCursor([
    ...[version, userId, since?.toISOString() ?? "", user?.epoch ?? ""],
    ...[user === null ? "" : String(user.userSeq), startedAt?.toISOString() ?? "", afterCid],
  ]);
}

/** Reads a cursor or a time. Anything else, and another user's cursor, is `sync.resync`: begin without one. */
export function readSyncCursor(
  userId: string,
  given: string | undefined,
  now: Date,
): SyncCursor & { readonly startedAt: Date } {
  if (given === undefined) return { since: null, user: null, startedAt: now, afterCid: "" };
  if (given.includes(":")) {
    const since = readTime(given);
    return {
      since: since > now ? now : since,
      user: null,
      startedAt: now,
      afterCid: "",
    };
  }
  const [madeBy, owner, since = "", epoch = "", userSeq = "", startedAt = "", afterCid = ""] =
    readParts(given);
  if (madeBy !== version || owner !== userId || !/^\d{0,15}$/.test(userSeq)) throw resync();
  return {
    since: since === "" ? null : readTime(since),
    user: userSeq === "" ? null : { epoch, userSeq: Number(userSeq) },
    startedAt: startedAt === "" ? now : readTime(startedAt),
    afterCid,
  };
}

function readParts(given: string): string[] {
  try {
    return decodeCursor(given, 7);
  } catch {
    throw resync(); // whatever it is, this server did not give it
  }
}

function readTime(text: string): Date {
  const time = new Date(text);
  const year = time.getUTCFullYear();
  // Other years may be none to the database.
  if (Number.isNaN(time.getTime()) || year < 2000 || year > 9_000) throw resync();
  return time;
}

function resync(): ChatError {
  return new ChatError("sync.resync", "That cursor is not good any more. Sync without one.");
}
