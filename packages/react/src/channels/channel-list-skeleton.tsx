import type { ReactElement } from "react";
import { Skeleton } from "../primitives/skeleton.tsx";

/** The places of channels that are on their way. */
export function ChannelListSkeleton(): ReactElement {
  return (
    <ul data-natter="channel-list" aria-hidden="true">
      {["60%", "42%", "70%", "50%", "64%", "38%"].map((width) => (
        <li key={width} data-part="skeleton">
          <Skeleton width={width} />
        </li>
      ))}
    </ul>
  );
}
