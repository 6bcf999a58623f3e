import { DegradedFeature } from "@natter/contract";
import type { Limits } from "@natter/contract/limits";
import type { NewEvent } from "../../core/event-log.ts";

type Size = { readonly memberCount: number; readonly mode: "feed" | "room" };
type Told = { readonly degraded: readonly DegradedFeature[] };

/** What is otherwise in a channel of a size. */
export function degradedAt(size: Size, limits: Limits): DegradedFeature[] {
  return DegradedFeature.options.filter((feature) =>
    // The mode goes back at a lower number than it came: it says itself where the channel stands.
    feature === "fan-out" ? size.mode === "room" : size.memberCount > thresholdOf(feature, limits),
  );
}

/** What is to be told of a channel whose size, or whose app's limits, changed: nothing is switched off silently. */
export function degradedChanges(before: Told, after: Told & Size, limits: Limits): NewEvent[] {
  const { memberCount } = after;
  return DegradedFeature.options.flatMap((feature) => {
    const isNow = after.degraded.includes(feature);
    if (before.degraded.includes(feature) === isNow) return [];
    const type = isNow ? ("channel.degraded" as const) : ("channel.restored" as const);
    const threshold = thresholdOf(feature, limits);
    return [{ type, data: { feature, reason: "members", threshold, memberCount } }];
  });
}

/** The number of members above which a feature is otherwise. */
function thresholdOf(feature: DegradedFeature, limits: Limits): number {
  switch (feature) {
    case "receipts":
    case "typing":
      return limits.receiptMembers;
    case "fan-out":
      return limits.roomMembers;
    case "presence":
      return limits.presenceMembers;
    case "delivery":
      return limits.crowdMembers;
  }
}
