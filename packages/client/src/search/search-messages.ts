import type { RouteBody } from "../api/api-types.ts";
import { asChatError } from "../api/read-error.ts";
import type { Engine } from "../engine.ts";
import type { SearchPage } from "../wire/entities.ts";

/** A search: its text as a person writes it, and how the results are wanted. */
export type SearchInput = RouteBody<"search.query">;

/**
 * Finds messages in every channel the viewer may read; what is found is not put in the store. Days begin at this device's
 * midnight. Go on with the same input and `cursor: page.next`.
 */
export async function searchMessages(
  engine: Engine,
  input: string | SearchInput,
): Promise<SearchPage> {
  const given = typeof input === "string" ? { query: input } : input;
  const utcOffsetMinutes = -new Date(engine.clock.now()).getTimezoneOffset();
  try {
    return await engine.api("search.query", { body: { utcOffsetMinutes, ...given } }, engine);
  } catch (thrown) {
    throw asChatError(thrown);
  }
}
