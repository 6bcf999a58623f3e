import type { Phrases } from "../phrase.ts";

export const connection = {
  "connection.back": "Back online",
  "connection.connecting": "Connecting…",
  "connection.offline": "You are offline. What you send waits until you are back.",
  "connection.reconnecting": "Connection lost. Reconnecting…",
  "connection.retry": "Try now",
  "connection.tooOld": "This app is out of date. Reload to go on; what you wrote is kept.",
  "connection.unauthorized": "You have been signed out.",
  "connection.offlineWaiting": {
    one: "Offline. {count} message will be sent when you are back.",
    other: "Offline. {count} messages will be sent when you are back.",
  },
  "connection.rateLimited": "Too many tries. Waiting a moment…",
  "connection.reload": "Reload",
} as const satisfies Phrases;
