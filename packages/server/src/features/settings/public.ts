export { findPrivacy, hidesReceipts, invisibleAmong, openPrivacy } from "./user-settings-rows.ts";
