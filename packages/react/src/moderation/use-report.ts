import type { PeopleActions } from "@natter/client";
import { useCallback } from "react";
import { useChatClient } from "../provider/use-chat-client.ts";

export type ReportInput = Parameters<PeopleActions["report"]>[0];
export type ReportSubject = ReportInput["subject"];
export type ReportReason = ReportInput["reason"];

/** Why something can be reported, in the order of showing. */
export const reportReasons: readonly ReportReason[] = [
  "spam",
  "harassment",
  "hate",
  "violence",
  "sexual",
  "self-harm",
  "child-safety",
  "illegal",
  "impersonation",
  "privacy",
  "other",
];

/** A function that tells the moderators of a message, a user or a channel. The same again changes nothing. */
export function useReport(): (input: ReportInput) => Promise<void> {
  const client = useChatClient();
  return useCallback(async (input) => void (await client.people.report(input)), [client]);
}
