import { asUser } from "../../core/call.ts";
import type { Feature } from "../../core/feature.ts";
import { changeSettings, getSettings, type PrivacyListener } from "./change-settings.ts";
import { eraseSettings } from "./erase-settings.ts";

/** A user's own settings: what they show of themselves. */
export function settingsFeature(changed: PrivacyListener): Feature {
  return {
    name: "settings",
    handlers: {
      "settings.get": async (call) => ({ settings: await getSettings(asUser(call)) }),
      "settings.update": async (call, { body }) => ({
        settings: await changeSettings(asUser(call), body, changed),
      }),
    },
    eraseUser: eraseSettings,
  };
}
