import type { pins as english } from "../english/pins.ts";
import type { Arabic } from "../phrase.ts";

export const pins: Arabic<typeof english> = {};
