import { listAll } from "../api/list-all.ts";
import type { RouteBody } from "../api/api-types.ts";
import type { Engine } from "../engine.ts";
import type { Message, Reminder, Scheduled } from "../wire/entities.ts";
import { applyScheduled, removeScheduled } from "./apply-timed.ts";

/** Messages that are sent later. They stand in `state.scheduled`, by id; those with a `failure` could not be sent. */
export type ScheduledActions = {
  load(): Promise<void>;
  /** The client id makes a repeat harmless; one is made where none is given. */
  create(
    cid: string,
    input: { readonly sendAt: Date; readonly text: string } & Partial<
      Omit<RouteBody<"messages.send">, "text">
    >,
  ): Promise<Scheduled>;
  update(
    id: string,
    change: { readonly sendAt?: Date; readonly text?: string },
  ): Promise<Scheduled>;
  cancel(id: string): Promise<void>;
  sendNow(id: string): Promise<Message>;
};

/** Reminders. Those whose time has come stand in `state.dueReminders` until they are dismissed. */
export type ReminderActions = {
  list(): Promise<readonly Reminder[]>;
  set(messageId: string, at: Date, note?: string): Promise<Reminder>;
  cancel(messageId: string): Promise<void>;
  dismiss(messageId: string): void;
};

export function createScheduledActions(engine: Engine): ScheduledActions {
  function taken(scheduled: Scheduled): Scheduled {
    engine.store.update((state) => applyScheduled(state, scheduled));
    return scheduled;
  }
  const gone = (id: string) => engine.store.update((state) => removeScheduled(state, id));

  return {
    async load() {
      const items = await listAll((query) => engine.api("scheduled.list", { query }, engine));
      const scheduled = Object.fromEntries(items.map((item) => [item.id, item]));
      engine.store.update((state) => ({ ...state, scheduled }));
    },
    async create(cid, { sendAt, clientId = engine.random.uuid(), ...message }) {
      const body = { sendAt: sendAt.toISOString(), message: { ...message, clientId } };
      return taken(
        (await engine.api("scheduled.create", { params: { cid }, body }, engine)).scheduled,
      );
    },
    async update(scheduledId, { sendAt, text }) {
      const body = {
        ...(sendAt === undefined ? {} : { sendAt: sendAt.toISOString() }),
        ...(text === undefined ? {} : { text }),
      };
      const input = { params: { scheduledId }, body };
      return taken((await engine.api("scheduled.update", input, engine)).scheduled);
    },
    async cancel(scheduledId) {
      await engine.api("scheduled.cancel", { params: { scheduledId } }, engine);
      gone(scheduledId);
    },
    async sendNow(scheduledId) {
      const input = { params: { scheduledId } };
      const { message } = await engine.api("scheduled.sendNow", input, engine);
      gone(scheduledId);
      return message;
    },
  };
}

export function createReminderActions(engine: Engine): ReminderActions {
  return {
    list: () => listAll((query) => engine.api("reminders.list", { query }, engine)),
    async set(messageId, at, note = "") {
      const input = { params: { messageId }, body: { remindAt: at.toISOString(), note } };
      return (await engine.api("reminders.set", input, engine)).reminder;
    },
    async cancel(messageId) {
      await engine.api("reminders.cancel", { params: { messageId } }, engine);
    },
    dismiss(messageId) {
      engine.store.update((state) => ({
        ...state,
        dueReminders: state.dueReminders.filter((reminder) => reminder.messageId !== messageId),
      }));
    },
  };
}
