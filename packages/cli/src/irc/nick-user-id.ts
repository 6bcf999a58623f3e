import { createHash } from "node:crypto";

const prefix = "irc-";
const maxLength = 64;

/**
 * The id of the user that stands for a nick: `irc-` and the nick, in which every character that an id cannot hold
 * (and the dot) is a dot and two hexadecimal digits for each of its bytes. The same nick has the same id for ever,
 * and no two nicks share one; a very long nick ends in `.x` and the start of its SHA-256 instead.
 */
export function nickUserId(nick: string): string {
  const escaped = nick.replace(/[^A-Za-z0-9_-]/gu, (character) =>
    [...new TextEncoder().encode(character)]
      .map((byte) => `.${byte.toString(16).padStart(2, "0")}`)
      .join(""),
  );
  if (prefix.length + escaped.length <= maxLength) return prefix + escaped;
  const digest = createHash("sha256").update(nick).digest("hex").slice(0, 24);
  return `${prefix}${escaped.slice(0, 32)}.x${digest}`;
}
