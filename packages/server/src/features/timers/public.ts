export { assertSoon } from "./assert-soon.ts";
export { createTimerRunner, type TimerHandlers, type TimerRunner } from "./timer-runner.ts";
export { cancelTimer, setTimer } from "./timer-rows.ts";
