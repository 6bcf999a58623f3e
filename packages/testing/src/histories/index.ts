export { counterActions } from "./counter-actions.ts";
export { counterChecks } from "./counter-checks.ts";
export {
  runHistory,
  type HistoryAction,
  type HistoryCheck,
  type HistoryPlan,
  type World,
} from "./run-history.ts";
export { runSeeds } from "./run-seeds.ts";
export { threadActions } from "./thread-actions.ts";
export { threadChecks } from "./thread-checks.ts";
