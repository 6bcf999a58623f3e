import { AppInput, KeyInput, KeysAnswer, NewAppAnswer, NewKeyAnswer } from "../apps.ts";
import { ofKey } from "./params.ts";
import { route } from "../route.ts";

export const appsRoutes = {
  "apps.create": route("apps.create", {
    auth: "admin",
    summary: "Create an app with its first keys",
    body: AppInput,
    answer: NewAppAnswer,
    status: 201,
    errors: ["app.id_taken"],
  }),
  "keys.list": route("keys.list", {
    auth: "server",
    summary: "List the app's keys, without their secrets",
    answer: KeysAnswer,
    status: 200,
    errors: [],
  }),
  "keys.create": route("keys.create", {
    auth: "server",
    summary: "Create a key; the answer is the only one that holds it",
    body: KeyInput,
    answer: NewKeyAnswer,
    status: 201,
    errors: [],
  }),
  "keys.revoke": route("keys.revoke", {
    auth: "server",
    summary: "Revoke a key at once",
    params: ofKey,
    answer: null,
    status: 204,
    errors: ["key.not_found"],
  }),
} as const;
