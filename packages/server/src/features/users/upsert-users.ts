import type { User } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { AppCall, UserCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { tellAround } from "../presence/public.ts";
import { upsertUsers, type UserChange } from "./user-rows.ts";
import { userView } from "./user-views.ts";

/** Creates or changes users, in the order given. What a change does not name stays as it is. */
export async function upsertMany(call: AppCall, changes: readonly UserChange[]): Promise<User[]> {
  const ids = new Set<string>();
  for (const { id } of changes) {
    if (ids.has(id)) {
      throw new ChatError("request.invalid", `The user "${id}" is given twice; give each once.`);
    }
    ids.add(id);
  }
  const rows = await transact(call.engine, call.appId, (tx) => upsertUsers(tx, changes));
  const views = new Map(rows.map((row) => [row.id, userView(row)]));
  return changes.flatMap(({ id }) => views.get(id) ?? []);
}

/** Creates or changes one user. */
export async function upsertOne(call: AppCall, change: UserChange): Promise<User> {
  const [user] = await upsertMany(call, [change]);
  if (!user) throw new Error("Upserting a user returned none.");
  return user;
}

/** Changes the caller's own profile, and tells those who see them. */
export async function updateMe(call: UserCall, change: Omit<UserChange, "id">): Promise<User> {
  const { engine, appId, userId, log } = call;
  const user = await upsertOne(call, { ...change, id: userId });
  const { id, name, image } = user;
  tellAround(engine, appId, userId, { type: "user.updated", user: { id, name, image } }).catch(
    (error: unknown) => log.warn({ err: error }, "telling of a changed profile failed"),
  );
  return user;
}
