export { onlineAmong } from "./online-among.ts";
export type { PresenceBoard } from "./presence-board.ts";
export { tellAround } from "./tell-around.ts";
