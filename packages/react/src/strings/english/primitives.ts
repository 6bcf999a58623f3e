import type { Phrases } from "../phrase.ts";

export const primitives = {
  "dialog.close": "Close",
  "error.again": "Try again",
  "error.generic": "Something went wrong. Try again.",
  "toast.dismiss": "Dismiss",
  "error.copy": "Your browser did not let it be copied.",
} as const satisfies Phrases;
