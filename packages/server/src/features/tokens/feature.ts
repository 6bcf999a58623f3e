import { inApp } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { makeDevelopmentToken } from "./development-token.ts";
import { revokeAppTokens, revokeUserTokens, type TokenMemory } from "./revoke-tokens.ts";

type TokenParts = { readonly memory: TokenMemory; readonly isDevelopment: boolean };

/** The end of user tokens before their time, and tokens without a server while one develops. */
export function tokensFeature({ memory, isDevelopment }: TokenParts): Feature {
  return {
    name: "tokens",
    handlers: {
      "users.revokeTokens": (call, { params, body }) =>
        revokeUserTokens(inApp(call), memory, { userId: params.userId, before: body.before }),
      "tokens.revoke": async (call, { body }) => {
        await revokeAppTokens(inApp(call), memory, body);
        return {};
      },
      "development.token": (call, { body }) =>
        makeDevelopmentToken(inApp(call), body, isDevelopment),
    },
  };
}
