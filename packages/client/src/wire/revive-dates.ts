import { timeFields } from "./from-wire.ts";

const isTimeField: ReadonlySet<string> = new Set(timeFields);

/**
 * Turns the time fields of a value just parsed from JSON into `Date`, in place, at any depth.
 * Never looks inside `custom`: that is the customer's own. A string that is no time stays a string.
 */
export function reviveDates(value: unknown): unknown {
  if (Array.isArray(value)) {
    for (const item of value) reviveDates(item);
  } else if (typeof value === "object" && value !== null) {
    const fields = value as Record<string, unknown>; // any object can be read by key
    for (const [key, field] of Object.entries(fields)) {
      if (key === "custom") continue;
      if (typeof field === "string") {
        if (isTimeField.has(key)) fields[key] = toDate(field);
      } else {
        reviveDates(field);
      }
    }
  }
  return value;
}

function toDate(text: string): Date | string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : date;
}
