import {
  BulkUsersInput,
  TokenAnswer,
  TokenInput,
  UserAnswer,
  UserInput,
  UserPage,
  UserQuery,
  UsersAnswer,
} from "../users.ts";
import { ofUser } from "./params.ts";
import { route } from "../route.ts";

export const usersRoutes = {
  "me.get": route("me.get", {
    auth: "user",
    summary: "The calling user",
    answer: UserAnswer,
    status: 200,
    errors: [],
  }),
  "me.update": route("me.update", {
    auth: "user",
    summary: "Change one's own name, image or custom data",
    body: UserInput,
    answer: UserAnswer,
    status: 200,
    errors: [],
  }),
  "users.list": route("users.list", {
    auth: "any",
    summary: "Find users by name or id",
    query: UserQuery,
    answer: UserPage,
    status: 200,
    errors: [],
  }),
  "users.upsertMany": route("users.upsertMany", {
    auth: "server",
    summary: "Create or update up to 100 users",
    body: BulkUsersInput,
    answer: UsersAnswer,
    status: 200,
    errors: [],
  }),
  "users.get": route("users.get", {
    auth: "any",
    summary: "One user",
    params: ofUser,
    answer: UserAnswer,
    status: 200,
    errors: ["user.not_found"],
  }),
  "users.upsert": route("users.upsert", {
    auth: "server",
    summary: "Create or update a user",
    params: ofUser,
    body: UserInput,
    answer: UserAnswer,
    status: 200,
    errors: [],
  }),
  "users.createToken": route("users.createToken", {
    auth: "server",
    summary: "Make a token for a user",
    params: ofUser,
    body: TokenInput,
    answer: TokenAnswer,
    status: 201,
    errors: ["user.not_found"],
  }),
} as const;
