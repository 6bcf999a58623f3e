import type { User } from "@natter/client";

/** What somebody says of themselves, kept as `custom.status`; null for nothing. */
export function statusOf({ custom }: Pick<User, "custom">): string | null {
  const status = custom["status"];
  return typeof status === "string" && status.trim() !== "" ? status.trim() : null;
}
