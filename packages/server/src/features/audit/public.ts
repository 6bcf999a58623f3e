export { actorOf } from "./actor-of.ts";
export { writeAudit, type AuditSubject } from "./audit-rows.ts";
