import type { QueueDecision, QueueItem } from "./use-moderation-queue.ts";

/** What a moderator decides with one key or button; a ban asks for more. */
export type QuickDecision = "approve" | "delete" | "warn" | "ban";

/** What letting it stand means: a message that a rule keeps from everybody else is shown, anything else is left as it is. */
export function approvalOf(
  item: Pick<QueueItem, "subject" | "source" | "detail">,
): QueueDecision["action"] {
  const { hits } = item.detail;
  const isShadowed =
    item.source === "automation" &&
    Array.isArray(hits) &&
    hits.some((hit) => hit?.action === "shadow");
  return isShadowed && item.subject.type === "message" ? "restore" : "dismiss";
}

/** What can be decided of a thing. */
export function decisionsFor(
  item: Pick<QueueItem, "subject" | "userId">,
): readonly QuickDecision[] {
  const isMessage = item.subject.type === "message";
  const hasAuthor = item.userId !== null;
  return [
    "approve",
    ...(isMessage ? (["delete"] as const) : []),
    ...(hasAuthor ? (["warn", "ban"] as const) : []),
  ];
}
