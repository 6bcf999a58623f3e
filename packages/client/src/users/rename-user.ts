import type { UserSummary } from "../wire/entities.ts";

/**
 * Puts a user's name and image as they are now in the place of every summary of that user, however deep. What holds none
 * stays the same object. `custom` data is the app's own, and never looked into.
 */
export function renameUser<Value>(value: Value, user: UserSummary): Value {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => renameUser(item, user));
    return items.some((item, at) => item !== value[at]) ? (items as Value) : value;
  }
  if (!isPlain(value)) return value;
  if (isSummary(value)) return value.id === user.id ? ({ ...user } as Value) : value;
  const changed = Object.entries(value).flatMap(([key, held]) => {
    const renamed = key === "custom" ? held : renameUser(held, user);
    return renamed === held ? [] : [[key, renamed]];
  });
  return changed.length === 0 ? value : { ...value, ...Object.fromEntries(changed) };
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !(value instanceof Date);
}

/** A summary has these fields and no other: a channel has an id, a name and an image too. */
function isSummary(value: Record<string, unknown>): boolean {
  return Object.keys(value).length === 3 && "id" in value && "name" in value && "image" in value;
}
