import { anySignal } from "../api/any-signal.ts";
import type { CallOptions, RouteBody } from "../api/api-types.ts";
import { asChatError, throwIfAborted } from "../api/read-error.ts";
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
  { signal: own }: CallOptions = {},
): Promise<SearchPage> {
  const given = typeof input === "string" ? { query: input } : input;
  const utcOffsetMinutes = -new Date(engine.clock.now()).getTimezoneOffset();
  const body = { utcOffsetMinutes, ...given };
  const signal = anySignal(engine.signal, own);
  try {
    return await engine.api("search.query", { body }, { signal });
  } catch (thrown) {
    throwIfAborted(signal);
    throw asChatError(thrown);
  }
}
