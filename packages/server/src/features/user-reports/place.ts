import { ChatError } from "@natter/contract/chat-error";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";

/** A place in a list that is in the order of time, then of ids. */
export type Place = { readonly at: Date; readonly id: string };

/** The cursor of a place. */
export function cursorOf({ at, id }: Place): string {
  return encodeCursor([at.toISOString(), id]);
}

/** The place of a cursor that such a list gave, or `request.invalid`; null at its beginning. */
export function placeOf(cursor: string | undefined): Place | null {
  if (cursor === undefined) return null;
  const [time = "", id = ""] = decodeCursor(cursor, 2);
  const at = new Date(time);
  const isUuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id);
  if (Number.isNaN(at.getTime()) || !isUuid)
    throw new ChatError("request.invalid", "That is not a cursor of this list.");
  return { at, id };
}
