/**
 * Parses JSON so that writing it again with `JSON.stringify` changes no digit of any number, also of
 * those that a double cannot hold. Throws `SyntaxError`.
 */
export function parseExactly(text: string): unknown {
  return mayLoseDigits(text) ? JSON.parse(text, keepDigits) : JSON.parse(text);
}

/** Says whether this text may hold a number that would be written differently. */
export function mayLoseDigits(text: string): boolean {
  return /\d{16}|\d[.eE]|-0/.test(text);
}

type JsonWithSource = { rawJSON(text: string): unknown };

function keepDigits(_key: string, value: unknown, context?: { source?: string }): unknown {
  const source = context?.source;
  if (typeof value !== "number" || source === undefined || String(value) === source) return value;
  // JSON.rawJSON is in every Node from 22 on, not yet in TypeScript's library.
  return (JSON as unknown as JsonWithSource).rawJSON(source);
}
