export { findPins, type PinRow } from "./pin-rows.ts";
