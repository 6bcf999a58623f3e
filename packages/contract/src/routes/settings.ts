import { UserSettingsAnswer, UserSettingsInput } from "../user-settings.ts";
import { route } from "../route.ts";

export const settingsRoutes = {
  "settings.get": route("settings.get", {
    auth: "user",
    summary: "One's own settings",
    answer: UserSettingsAnswer,
    status: 200,
    errors: [],
  }),
  "settings.update": route("settings.update", {
    auth: "user",
    summary: "Change one's own settings, on every device",
    body: UserSettingsInput,
    answer: UserSettingsAnswer,
    status: 200,
    rpc: true,
    errors: [],
  }),
} as const;
