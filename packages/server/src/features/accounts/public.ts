export { isSessionLive } from "./account-rows.ts";
