export { endSessionsBefore, endSessionsOf, isSessionLive } from "./account-rows.ts";
