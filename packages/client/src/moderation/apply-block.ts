import type { ChatState } from "../store/state.ts";

type Change = { readonly kind: "mute" | "block"; readonly userId: string; readonly on: boolean };

/** Notes whom the viewer muted or blocked, on whatever device. Repeating changes nothing. */
export function withBlock(state: ChatState, { kind, userId, on }: Change): ChatState {
  const key = kind === "mute" ? "muted" : "blocked";
  const ids = state[key];
  if (ids.includes(userId) === on) return state;
  return { ...state, [key]: on ? [...ids, userId] : ids.filter((id) => id !== userId) };
}
