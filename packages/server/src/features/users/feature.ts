import { callerClassOf, type User } from "@natter/contract";
import { asUser, inApp, type Call } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { transact } from "../../core/transact.ts";
import { moderated } from "../moderation/public.ts";
import { createUserToken } from "./create-user-token.ts";
import { findUser, listUsers } from "./list-users.ts";
import { deactivateUsers, reactivateUsers, type UserMemory } from "./shut-out.ts";
import { updateMe, updateUser, upsertMany, upsertOne } from "./upsert-users.ts";
import { getUser } from "./user-views.ts";

/** People inside an app: made by the customer's server, changed by themselves, found by those who may write to them. */
export function usersFeature(memory: UserMemory): Feature {
  return {
    name: "users",
    handlers: {
      "me.get": (call) => {
        const { engine, appId, userId } = asUser(call);
        if (callerClassOf(userId) === "anonymous") return Promise.resolve({ user: nameless(call) });
        return transact(engine, appId, async (tx) => ({ user: await getUser(tx, userId) }));
      },
      "me.update": async (call, { body }) => ({
        user: await moderated(
          call,
          { surface: "user-name", text: body.name ?? "" },
          {
            act: () => updateMe(asUser(call), body),
            subjectOf: ({ id }) => ({ type: "user", id }),
          },
        ),
      }),
      "users.list": (call, { query }) => listUsers(inApp(call), query),
      "users.get": async (call, { params }) => ({
        user: await findUser(inApp(call), params.userId),
      }),
      "users.upsertMany": async (call, { body }) => ({
        users: await upsertMany(inApp(call), body.users),
      }),
      "users.upsert": async (call, { params, body }) => ({
        user: await upsertOne(inApp(call), { ...body, id: params.userId }),
      }),
      "users.createToken": (call, { params, body }) =>
        createUserToken(inApp(call), params.userId, body.expiresInSeconds),
      "users.update": async (call, { params, body }) => ({
        user: await updateUser(inApp(call), { ...body, id: params.userId }),
      }),
      "users.deactivate": async (call, { params }) => ({
        user: one(await deactivateUsers(inApp(call), memory, [params.userId])),
      }),
      "users.reactivate": async (call, { params }) => ({
        user: one(await reactivateUsers(inApp(call), memory, [params.userId])),
      }),
      "users.deactivateMany": async (call, { body }) => ({
        users: await deactivateUsers(inApp(call), memory, body.userIds),
      }),
    },
  };
}

/** A reader without a name, of whom nothing is kept. */
function nameless(call: Call): User {
  const { engine, userId } = asUser(call);
  const now = engine.now().toISOString();
  return { id: userId, name: "", image: null, custom: {}, createdAt: now, updatedAt: now };
}

function one(users: readonly User[]): User {
  const [user] = users;
  if (!user) throw new Error("Changing a user returned none.");
  return user;
}
