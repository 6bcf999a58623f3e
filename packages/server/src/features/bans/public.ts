export { assertMayBanHere } from "./change-bans.ts";
export { liftBan } from "./lift-ban.ts";
export { setBan } from "./set-ban.ts";
