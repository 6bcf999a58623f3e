import type { SearchInput } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { fingerprint } from "../../core/fingerprint.ts";

/** Where a page of results ended. */
export type SearchPlace = { readonly at: Date | null; readonly id: string; readonly score: number };

/** A cursor that leads on in this search and in no other. */
export function sealCursor(input: SearchInput, { at, id, score }: SearchPlace): string {
  return encodeCursor([searchOf(input), at?.toISOString() ?? "", id, String(score)]);
}

/** The place a cursor names, null without one; `request.invalid` for another search's. */
export function openCursor(input: SearchInput): SearchPlace | null {
  if (input.cursor === undefined) return null;
  const [search, at = "", id = "", score = ""] = decodeCursor(input.cursor, 4);
  const date = new Date(at);
  const isOurs =
    search === searchOf(input) &&
    /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(at) &&
    !Number.isNaN(date.getTime()) &&
    /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id) &&
    /^-?\d{1,6}(\.\d{1,2})?$/.test(score);
  if (!isOurs) throw new ChatError("request.invalid", "That is not a cursor of this search.");
  return { at: date, id, score: Number(score) };
}

function searchOf({ query, sort, utcOffsetMinutes, cids }: SearchInput): string {
  return fingerprint([query, sort, utcOffsetMinutes, cids ?? null]);
}
