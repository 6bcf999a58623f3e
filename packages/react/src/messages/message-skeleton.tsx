import type { ReactElement } from "react";
import { Skeleton } from "../primitives/skeleton.tsx";

const widths = ["72%", "45%", "60%", "34%", "80%", "52%", "66%", "40%"];

/** Grey rows while the messages are on their way. */
export function MessageSkeleton(): ReactElement {
  return (
    <div data-part="skeleton" aria-hidden="true">
      {widths.map((width) => (
        <div key={width} data-part="skeleton-row">
          <Skeleton width="var(--natter-avatar-size)" height="var(--natter-avatar-size)" />
          <div>
            <Skeleton width="7rem" height="0.75rem" />
            <Skeleton width={width} />
          </div>
        </div>
      ))}
    </div>
  );
}
