// Loaded before a server: its clock is wrong by as many milliseconds as the file says that CLOCK_SHIFT_FILE names, at each moment.
import { readFileSync, watchFile } from "node:fs";

const file = process.env["CLOCK_SHIFT_FILE"] ?? "";
const True = Date;
let shiftMs = read();
watchFile(file, { interval: 100, persistent: false }, () => (shiftMs = read()));

const now = () => True.now() + shiftMs;
globalThis.Date = new Proxy(True, {
  construct: (target, given, made) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, made),
  get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
});

function read() {
  return Number(readFileSync(file, "utf8"));
}
