export { isTokenRevoked } from "./revoked-token-rows.ts";
