import { callerClassOf, type User, type UserSummary } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { AppCall, UserCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { tellAround } from "../presence/public.ts";
import { findUsers, upsertUsers, type UserChange, type UserRow } from "./user-rows.ts";
import { assertNotDeleted, userNotFound, userView } from "./user-views.ts";

/** Creates or changes users, in the order given. What a change does not name stays as it is. */
export async function upsertMany(call: AppCall, changes: readonly UserChange[]): Promise<User[]> {
  const ids = new Set<string>();
  for (const { id } of changes) {
    if (ids.has(id)) {
      throw new ChatError("request.invalid", `The user "${id}" is given twice; give each once.`);
    }
    ids.add(id);
    if (callerClassOf(id) === "anonymous") {
      throw new ChatError(
        "request.invalid",
        `Ids like "${id}" are kept for readers without a name.`,
      );
    }
  }
  const rows = await transact(call.engine, call.appId, async (tx) => {
    const written = await upsertUsers(tx, changes);
    assertNotDeleted(written);
    return written;
  });
  tellOfUsers(call, rows.filter(isChanged));
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
export function updateMe(call: UserCall, change: Omit<UserChange, "id">): Promise<User> {
  return upsertOne(call, { ...change, id: call.userId });
}

/** Changes a user who exists, and tells those who see them. */
export async function updateUser(call: AppCall, change: UserChange): Promise<User> {
  const row = await transact(call.engine, call.appId, async (tx) => {
    const [known] = await findUsers(tx, [change.id]);
    if (!known) throw userNotFound([change.id]);
    const written = await upsertUsers(tx, [change]);
    assertNotDeleted(written);
    return written[0] ?? known;
  });
  tellOfUsers(call, [row]);
  return userView(row);
}

/** Behind the answer: who looks later learns it from what they fetch. */
function tellOfUsers({ engine, appId, log }: AppCall, rows: readonly UserRow[]): void {
  const telling = async () => {
    for (const { id, name, image } of rows) {
      const user = { id, name, image } as UserSummary; // ids in our rows were parsed when they came in
      await tellAround(engine, appId, id, { type: "user.updated", user });
    }
  };
  telling().catch((error: unknown) =>
    log.warn({ err: error }, "telling of a changed profile failed"),
  );
}

/** Nobody knows of a user yet who was made just now. */
function isChanged({ createdAt, updatedAt }: UserRow): boolean {
  return createdAt.getTime() !== updatedAt.getTime();
}
