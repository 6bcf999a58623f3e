export { appExists, createApp, createKey } from "./create-app.ts";
export { findKey, findSigningKey } from "./find-key.ts";
export { parseKeyText, randomText } from "./key-text.ts";
export { signUserToken } from "./sign-user-token.ts";
