import { z } from "zod";
import * as messages from "../messages.ts";
import { PageQuery, pageOf } from "../page.ts";
import * as pins from "../pins.ts";
import * as scheduled from "../scheduled.ts";
import { ofChannel, ofMessage } from "./params.ts";
import { route } from "../route.ts";

const ofScheduled = z.strictObject({ scheduledId: scheduled.ScheduledId });
const onMessage = ["message.not_found", "message.deleted"] as const;

export const timedRoutes = {
  "pins.add": route("pins.add", {
    auth: "user",
    summary: "Pin a message in its channel, for a time or for good",
    params: ofMessage,
    body: pins.PinInput,
    answer: messages.MessageAnswer,
    status: 200,
    rpc: true,
    errors: [...onMessage, "channel.forbidden", "channel.frozen", "pin.too_many"],
  }),
  "pins.remove": route("pins.remove", {
    auth: "user",
    summary: "Take a pin away",
    params: ofMessage,
    answer: messages.MessageAnswer,
    status: 200,
    rpc: true,
    errors: ["message.not_found", "channel.forbidden", "channel.frozen"],
  }),
  "pins.list": route("pins.list", {
    auth: "user",
    summary: "The pinned messages of a channel, the latest pin first",
    params: ofChannel,
    query: PageQuery,
    answer: pageOf(messages.Message),
    status: 200,
    errors: ["channel.not_found"],
  }),
  "scheduled.create": route("scheduled.create", {
    auth: "user",
    summary: "Send a message later; it is sent with the rights its author has then",
    params: ofChannel,
    body: scheduled.ScheduleInput,
    answer: scheduled.ScheduledAnswer,
    status: 201,
    errors: [
      "channel.not_found",
      "channel.forbidden",
      "channel.frozen",
      "scheduled.too_many",
      "message.too_large",
      "message.too_many_mentions",
      "poll.too_many_options",
    ],
  }),
  "scheduled.list": route("scheduled.list", {
    auth: "user",
    summary: "The caller's messages that are to be sent, and those that could not be",
    query: scheduled.ScheduledQuery,
    answer: scheduled.ScheduledPage,
    status: 200,
    errors: [],
  }),
  "scheduled.update": route("scheduled.update", {
    auth: "user",
    summary: "Change a scheduled message or its time",
    params: ofScheduled,
    body: scheduled.RescheduleInput,
    answer: scheduled.ScheduledAnswer,
    status: 200,
    errors: ["scheduled.not_found", "channel.not_found", "message.too_large"],
  }),
  "scheduled.cancel": route("scheduled.cancel", {
    auth: "user",
    summary: "Do not send a scheduled message",
    params: ofScheduled,
    answer: null,
    status: 204,
    errors: ["scheduled.not_found"],
  }),
  "scheduled.sendNow": route("scheduled.sendNow", {
    auth: "user",
    summary: "Send a scheduled message at once",
    params: ofScheduled,
    answer: messages.MessageAnswer,
    status: 200,
    errors: ["scheduled.not_found", "channel.forbidden", "channel.frozen", "channel.slow_mode"],
  }),
  "reminders.set": route("reminders.set", {
    auth: "user",
    summary: "Be reminded of a message at a time; another time takes the place of the first",
    params: ofMessage,
    body: scheduled.ReminderInput,
    answer: scheduled.ReminderAnswer,
    status: 200,
    errors: [...onMessage, "reminder.too_many"],
  }),
  "reminders.cancel": route("reminders.cancel", {
    auth: "user",
    summary: "Be reminded of a message no more",
    params: ofMessage,
    answer: null,
    status: 204,
    errors: [],
  }),
  "reminders.list": route("reminders.list", {
    auth: "user",
    summary: "What the caller will be reminded of, the next first",
    query: PageQuery,
    answer: scheduled.ReminderPage,
    status: 200,
    errors: [],
  }),
} as const;
