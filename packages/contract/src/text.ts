import { z } from "zod";

// PostgreSQL cannot store U+0000, and a lone surrogate cannot be encoded as UTF-8:
// both are refused at the door instead of failing deep inside.
function isStorable(value: string): boolean {
  return !value.includes("\u0000") && value.isWellFormed();
}

/** A string of at most `max` UTF-16 units that can be stored: no NUL, no lone surrogate. */
export function text(max: number, min = 0) {
  return z.string().min(min).max(max).refine(isStorable, "must be well-formed Unicode without NUL");
}

/** A one-line name of 1 to `max` characters; surrounding white space is dropped. */
export function name(max: number) {
  return text(max)
    .trim()
    .min(1)
    .refine((value) => !/[\r\n]/.test(value), "must be one line");
}

/** RFC 3339 date-time with an offset, as it stands on the wire. */
export const Timestamp = z.iso.datetime({ offset: true });
export type Timestamp = z.infer<typeof Timestamp>;

const forbiddenKeys = new Set(["__proto__", "constructor", "prototype"]);

function isStorableJson(value: unknown, depth: number): boolean {
  if (typeof value === "string") return isStorable(value);
  if (typeof value !== "object" || value === null) return true;
  if (depth === 0) return false;
  if (Array.isArray(value)) return value.every((item) => isStorableJson(item, depth - 1));
  return Object.entries(value).every(
    ([key, item]) => isStorable(key) && !forbiddenKeys.has(key) && isStorableJson(item, depth - 1),
  );
}

/** A customer's own JSON object: at most 16 KiB as UTF-8 and 8 levels deep. */
export const CustomData = z
  .record(z.string().max(128), z.unknown())
  .refine(
    (value) => isStorableJson(value, 8),
    "must be well-formed, at most 8 levels deep, without __proto__",
  )
  .refine(
    (value) => new TextEncoder().encode(JSON.stringify(value)).length <= 16_384,
    "must be at most 16 KiB",
  );
export type CustomData = z.infer<typeof CustomData>;
