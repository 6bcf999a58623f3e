export { actorOf } from "./actor-of.ts";
export { writeAudit } from "./audit-rows.ts";
