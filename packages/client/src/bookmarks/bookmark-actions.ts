import type { RouteAnswer } from "../api/api-types.ts";
import type { Engine } from "../engine.ts";
import { applyUsers } from "../users/apply-users.ts";
import { usersOfMessages } from "../users/seen-users.ts";
import { withFlags } from "./star-message.ts";

export type FlaggedFilter = {
  readonly flag: "unread" | "mentioned" | "starred";
  readonly cursor?: string;
  readonly limit?: number;
};

/** Fetches a page of the viewer's flagged messages of all channels; their flags go into the state. */
export async function listFlagged(
  engine: Engine,
  filter: FlaggedFilter,
): Promise<RouteAnswer<"bookmarks.list">> {
  const page = await engine.api("bookmarks.list", { query: filter }, engine);
  engine.store.update((state) =>
    page.items.reduce(
      (shown, { message, flags }) => withFlags(shown, message.id, flags),
      applyUsers(state, usersOfMessages(page.items.map(({ message }) => message))),
    ),
  );
  return page;
}
