export { countAppeals } from "./appeal-rows.ts";
