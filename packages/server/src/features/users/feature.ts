import { asUser, inApp } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { transact } from "../../core/transact.ts";
import { createUserToken } from "./create-user-token.ts";
import { findUser, listUsers } from "./list-users.ts";
import { updateMe, upsertMany, upsertOne } from "./upsert-users.ts";
import { getUser } from "./user-views.ts";

/** People inside an app: made by the customer's server, changed by themselves, found by those who may write to them. */
export const usersFeature: Feature = {
  name: "users",
  handlers: {
    "me.get": (call) => {
      const { engine, appId, userId } = asUser(call);
      return transact(engine, appId, async (tx) => ({ user: await getUser(tx, userId) }));
    },
    "me.update": async (call, { body }) => ({ user: await updateMe(asUser(call), body) }),
    "users.list": (call, { query }) => listUsers(inApp(call), query),
    "users.get": async (call, { params }) => ({ user: await findUser(inApp(call), params.userId) }),
    "users.upsertMany": async (call, { body }) => ({
      users: await upsertMany(inApp(call), body.users),
    }),
    "users.upsert": async (call, { params, body }) => ({
      user: await upsertOne(inApp(call), { ...body, id: params.userId }),
    }),
    "users.createToken": (call, { params, body }) =>
      createUserToken(inApp(call), params.userId, body.expiresInSeconds),
  },
};
