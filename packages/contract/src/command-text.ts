// Schema-free: a composer reads what is typed by the same rule as the server.

/** What somebody typed: a message, or a command with what stands behind it. */
export type CommandText =
  | { readonly type: "text"; readonly text: string }
  | { readonly type: "command"; readonly name: string; readonly args: string };

const command = /^\/([a-z][a-z0-9_-]{0,31})(?:\s+([^]*))?$/i;

/**
 * Reads a text that may be a command: `/name` and what follows. Two slashes stand for one, so that a message can begin
 * with what looks like a command; a path (`/etc/hosts`) does not look like one.
 */
export function parseCommandText(text: string): CommandText {
  if (text.startsWith("//")) return { type: "text", text: text.slice(1) };
  const [, name, args = ""] = command.exec(text) ?? [];
  if (name === undefined) return { type: "text", text };
  return { type: "command", name: name.toLowerCase(), args: args.trim() };
}

const mention = /^(?:<@([A-Za-z0-9@._-]{1,64})>|@([A-Za-z0-9@._-]{1,64}))(?:\s+|$)/;

/** Takes a person from the beginning of a command's arguments: `@bob` or a mention. Null where there is none. */
export function takePerson(args: string): { userId: string; rest: string } | null {
  const [whole, mentioned, typed] = mention.exec(args) ?? [];
  const userId = mentioned ?? typed;
  return userId === undefined ? null : { userId, rest: args.slice(whole?.length ?? 0) };
}

const duration = /^(\d{1,6})(s|m|h|d|w)(?:\s+|$)/;
const secondsOf: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3_600,
  d: 86_400,
  w: 604_800,
};

/** Takes a time from the beginning of a command's arguments: `90s`, `10m`, `2h`, `7d`, `1w`. */
export function takeDuration(args: string): { seconds: number | null; rest: string } {
  const [whole, count, unit] = duration.exec(args) ?? [];
  if (whole === undefined || unit === undefined) return { seconds: null, rest: args };
  return { seconds: Number(count) * (secondsOf[unit] ?? 1), rest: args.slice(whole.length) };
}

/** The parts of a list in a command's arguments: between bars (`Where? | here | there`), else in quotation marks. */
export function splitParts(args: string): string[] {
  const parts = args.includes("|")
    ? args.split("|")
    : Array.from(
        args.matchAll(/"([^"]*)"|\u201c([^\u201d]*)\u201d/g),
        (found) => found[1] ?? found[2] ?? "",
      );
  return parts.map((part) => part.trim()).filter((part) => part !== "");
}
