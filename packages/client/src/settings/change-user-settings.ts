import { defineOperation } from "../outbox/operation.ts";
import type { ChatState } from "../store/state.ts";
import type { UserSettings } from "../wire/entities.ts";

type Privacy = UserSettings["privacy"];
export type SettingsInput = { readonly privacy?: Partial<Privacy> };
type Input = { readonly change: SettingsInput; readonly before: UserSettings | null };

/** What holds for who never changed anything. */
const open: UserSettings = { privacy: { readReceipts: true, typing: true, invisible: false } };

/** Changes what the viewer shows of themselves, on every device. */
export const changeUserSettings = defineOperation<Input, UserSettings>({
  type: "settings.update",
  cidOf: () => null,
  show: (state, { input }) => ({ ...state, settings: changed(state, input.change) }),
  async send(engine, { input: { change } }) {
    return (await engine.api("settings.update", { body: change }, engine)).settings;
  },
  confirm: (state, _operation, settings) => ({ ...state, settings }),
  undo: (state, { input }) => ({ ...state, settings: input.before }),
});

function changed({ settings }: ChatState, { privacy = {} }: SettingsInput): UserSettings {
  const known = settings ?? open;
  return { ...known, privacy: { ...known.privacy, ...privacy } };
}
