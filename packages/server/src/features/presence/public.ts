export { tellAround } from "./tell-around.ts";
