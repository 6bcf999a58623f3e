import type { ChatState } from "../store/state.ts";
import type { Reminder, Scheduled } from "../wire/entities.ts";

/** Takes in a message that is to be sent later; an older version changes nothing. */
export function applyScheduled(state: ChatState, scheduled: Scheduled): ChatState {
  const before = state.scheduled[scheduled.id];
  if (before !== undefined && before.version >= scheduled.version) return state;
  return { ...state, scheduled: { ...state.scheduled, [scheduled.id]: scheduled } };
}

/** Forgets one that was sent or cancelled. */
export function removeScheduled(state: ChatState, id: string): ChatState {
  if (state.scheduled[id] === undefined) return state;
  const scheduled = { ...state.scheduled };
  delete scheduled[id];
  return { ...state, scheduled };
}

/** Notes a reminder whose time has come; once however often it is told. */
export function applyReminder(state: ChatState, reminder: Reminder): ChatState {
  const isSame = (other: Reminder) =>
    other.messageId === reminder.messageId &&
    other.remindAt.getTime() === reminder.remindAt.getTime();
  if (state.dueReminders.some(isSame)) return state;
  return { ...state, dueReminders: [...state.dueReminders, reminder] };
}
