import { z } from "zod";
import { DevelopmentTokenInput, TokenAnswer } from "../users.ts";
import { RevokeTokenInput, RevokeTokensAnswer, RevokeTokensInput } from "../token-settings.ts";
import { ofUser } from "./params.ts";
import { route } from "../route.ts";

export const tokensRoutes = {
  "users.revokeTokens": route("users.revokeTokens", {
    auth: "server",
    summary: "Refuse a user's tokens and sessions from before a time, at once",
    params: ofUser,
    body: RevokeTokensInput,
    answer: RevokeTokensAnswer,
    status: 200,
    errors: ["user.not_found"],
  }),
  "tokens.revoke": route("tokens.revoke", {
    auth: "server",
    summary: "Refuse all tokens of the app from before a time, or one by its id, at once",
    body: RevokeTokenInput,
    answer: z.object({}),
    status: 200,
    errors: [],
  }),
  "development.token": route("development.token", {
    auth: "none",
    summary: "A token for any user, made if need be; only on a server in development mode",
    body: DevelopmentTokenInput,
    answer: TokenAnswer,
    status: 201,
    errors: ["development.not_available"],
  }),
} as const;
