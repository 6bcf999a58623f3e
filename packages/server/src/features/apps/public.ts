export { createLimitsOf } from "./app-limits.ts";
export { createAppStates, externalKeyId, type AppStates } from "./app-states.ts";
export { createKey } from "./change-keys.ts";
export { appExists, createApp } from "./create-app.ts";
export { findKey, findSigningKey, touchKey } from "./find-key.ts";
export { parseKeyText, randomText } from "./key-text.ts";
export { refuseAppTokens } from "./refuse-tokens.ts";
export { signUserToken } from "./sign-user-token.ts";
export { isSigningKeyLive } from "./signing-key-rows.ts";
