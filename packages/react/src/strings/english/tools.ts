import type { Phrases } from "../phrase.ts";

export const tools = {
  "tools.forward": "Forward",
  "tools.pinFor": "Pin for a time",
  "tools.remind": "Remind me",
  "tools.report": "Report",
} as const satisfies Phrases;
