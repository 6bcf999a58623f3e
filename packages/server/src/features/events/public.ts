export { createEventPruner, type EventPruner } from "./event-pruner.ts";
