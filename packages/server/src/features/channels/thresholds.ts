import type { DegradedFeature } from "@natter/contract";
import type { Limits } from "@natter/contract/limits";
import type { NewEvent } from "../../core/event-log.ts";

type Size = { readonly memberCount: number; readonly mode: "feed" | "room" };

/** What is to be told of a channel that grew or shrank across thresholds: nothing is switched off silently. */
export function crossedThresholds(before: Size, after: Size, limits: Limits): NewEvent[] {
  const { memberCount } = after;
  return thresholdsOf(limits).flatMap(({ feature, threshold, isAbove }) => {
    if (isAbove(before) === isAbove(after)) return [];
    const type = isAbove(after) ? ("channel.degraded" as const) : ("channel.restored" as const);
    return [{ type, data: { feature, reason: "members", threshold, memberCount } }];
  });
}

type Threshold = {
  readonly feature: DegradedFeature;
  readonly threshold: number;
  isAbove(size: Size): boolean;
};

function thresholdsOf(limits: Limits): Threshold[] {
  const byCount = (feature: DegradedFeature, threshold: number): Threshold => ({
    ...{ feature, threshold },
    isAbove: (size) => size.memberCount > threshold,
  });
  return [
    byCount("receipts", limits.receiptMembers),
    byCount("typing", limits.receiptMembers),
    // The mode goes back at a lower number than it came: it says itself where the channel stands.
    { feature: "fan-out", threshold: limits.roomMembers, isAbove: ({ mode }) => mode === "room" },
    byCount("presence", limits.presenceMembers),
    byCount("delivery", limits.crowdMembers),
  ];
}
