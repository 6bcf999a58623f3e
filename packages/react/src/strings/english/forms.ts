import type { Phrases } from "../phrase.ts";

export const forms = {
  "confirm.type": "Write “{name}” to go on",
  "duration.label": "How long",
  "duration.hour": "One hour",
  "duration.day": "One day",
  "duration.week": "One week",
  "duration.month": "30 days",
  "duration.forever": "For good",
  "duration.seconds": { one: "{count} second", other: "{count} seconds" },
  "duration.minutes": { one: "{count} minute", other: "{count} minutes" },
  "duration.hours": { one: "{count} hour", other: "{count} hours" },
  "duration.days": { one: "{count} day", other: "{count} days" },
  "form.cancel": "Cancel",
  "form.empty": "Clear",
  "form.save": "Save",
  "form.undo": "Undo",
  "loading.failed": "This could not be loaded",
  "loading.more": "Show more",
  "loading.offline": "You are offline",
  "loading.offlineText": "This shows once you are back online.",
  "message.noText": "A message without text",
} as const satisfies Phrases;
