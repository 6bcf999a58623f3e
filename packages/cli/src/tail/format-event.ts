import { oneLine } from "../format-table.ts";

type Heard = { readonly [name: string]: unknown };

/** An event in one line for people: when, where, what, and what it says. */
export function formatEvent(event: Heard, now: Date): string {
  const at = typeof event["at"] === "string" ? event["at"] : now.toISOString();
  const where = text(event["cid"]) ?? text(event["spaceId"]) ?? "";
  const parts = [at.slice(11, 19), where, text(event["type"]) ?? "?", saying(event)];
  return parts.filter((part) => part !== "").join("  ");
}

function saying(event: Heard): string {
  const message = record(event["message"]);
  if (message) {
    const sender = name(message["sender"]) ?? "system";
    return `${sender}: ${clip(text(message["text"]) ?? "")}`;
  }
  const reaction = text(event["reaction"]);
  const who =
    name(event["user"]) ?? name(record(event["member"])?.["user"]) ?? text(event["userId"]);
  const presence = record(event["presence"]);
  if (presence)
    return `${text(presence["userId"]) ?? ""} ${presence["online"] === true ? "online" : "offline"}`;
  const channel = record(event["channel"]);
  const about = text(event["messageId"]) ?? text(channel?.["title"]) ?? text(channel?.["name"]);
  return [who, reaction, about]
    .filter((part) => part !== undefined)
    .map(oneLine)
    .join("  ");
}

function name(user: unknown): string | undefined {
  const person = record(user);
  return person ? (text(person["name"]) ?? text(person["id"])) : undefined;
}

function clip(line: string): string {
  const plain = oneLine(line);
  return plain.length <= 120 ? plain : `${plain.slice(0, 119).replace(/[\uD800-\uDBFF]$/, "")}…`;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function record(value: unknown): Heard | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Heard) // an object of JSON has string keys
    : undefined;
}
