export type { PresenceBoard } from "./presence-board.ts";
export { tellAround } from "./tell-around.ts";
