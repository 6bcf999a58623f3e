import { createHash } from "node:crypto";
import type { RouteInput } from "@natter/contract";
import { nickUserId } from "./nick-user-id.ts";
import type { LogLine } from "./parse-irc-log.ts";

export type ImportMessage = RouteInput<"messages.import">["body"]["messages"][number];

/** A line on its way: what is sent for it and what the report needs to know of it. */
export type OutgoingLine = {
  readonly line: number;
  readonly type: "message" | "action" | "notice" | "system";
  readonly message: ImportMessage;
};

const maxFileKey = 100;

/** Names a line for ever: file name, line number from 1 and the start of the line's hash, so a changed line is a new one. */
export function externalId(file: string, line: number, hash: string): string {
  const key = file.toWellFormed();
  const short =
    key.length <= maxFileKey
      ? key
      : `${key.slice(0, 80).toWellFormed()}~${createHash("sha256").update(key).digest("hex").slice(0, 16)}`;
  return `${short}:${line}:${hash}`;
}

/** Makes the message that stands for a line; null for a line with nothing in it. */
export function toOutgoingLine(
  line: LogLine,
  place: { readonly cid: string; readonly file: string; readonly quoteExternalId: string | null },
): OutgoingLine | null {
  const { entry } = line;
  if (entry.type === "empty") return null;
  const isSystem = entry.type === "system";
  return {
    line: line.line,
    type: entry.type,
    message: {
      cid: place.cid,
      externalId: externalId(place.file, line.line, line.hash),
      kind: isSystem ? "system" : "text",
      text: entry.text,
      senderId: isSystem ? null : nickUserId(entry.nick),
      createdAt: new Date(line.at).toISOString(),
      ...(place.quoteExternalId === null ? {} : { quoteExternalId: place.quoteExternalId }),
      ...(entry.type === "action" || entry.type === "notice"
        ? { custom: { [entry.type]: true } }
        : {}),
    },
  };
}
