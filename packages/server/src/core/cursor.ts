import { ChatError } from "@natter/contract/chat-error";

/** An opaque cursor from the values of a page's last row. */
export function encodeCursor(parts: readonly string[]): string {
  const bytes = new TextEncoder().encode(JSON.stringify(parts));
  return btoa(String.fromCharCode(...bytes))
    .replace(/\+/g, "-")
    .replace(/\//g, "_")
    .replace(/=+$/, "");
}

/** The values of a cursor, or `request.invalid` for anything this list did not give out. */
export function decodeCursor(cursor: string, length: number): string[] {
  try {
    const binary = atob(cursor.replace(/-/g, "+").replace(/_/g, "/"));
    const bytes = Uint8Array.from(binary, (char) => char.charCodeAt(0));
    const parts: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
    if (Array.isArray(parts) && parts.length === length && parts.every(isStorable)) return parts;
  } catch {
    // Falls through to the same refusal as a cursor of another shape.
  }
  throw new ChatError("request.invalid", "That is not a cursor of this list.");
}

// PostgreSQL takes no NUL and no lone surrogate, not even to compare with.
function isStorable(part: unknown): part is string {
  return typeof part === "string" && !part.includes("\u0000") && part.isWellFormed();
}
