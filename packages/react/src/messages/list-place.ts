import type { ChatClient } from "@natter/client";

/** Where somebody was in a list: at its end, or with a row at a distance from the top of the view. */
export type ListPlace =
  | { readonly type: "end" }
  | {
      readonly type: "row";
      readonly key: string;
      /** The number of the message there, for when the row is not loaded any more. */
      readonly seq: number;
      readonly top: number;
    };

const placesOf = new WeakMap<ChatClient, Map<string, ListPlace>>();

/** Where the reader left each list, for as long as the client lives. */
export function listPlaces(client: ChatClient): Map<string, ListPlace> {
  const places = placesOf.get(client) ?? new Map<string, ListPlace>();
  placesOf.set(client, places);
  return places;
}
