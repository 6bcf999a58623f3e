import type { ReactElement } from "react";
import { Skeleton } from "../primitives/skeleton.tsx";

/** Rows that are to come: a picture and two lines each. */
export function ListSkeleton({ rows = 4 }: { readonly rows?: number }): ReactElement {
  return (
    <div data-natter="list-skeleton" aria-hidden="true">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} data-part="row">
          <Skeleton width="2.25rem" height="2.25rem" />
          <div data-part="lines">
            <Skeleton width={`${35 + ((row * 23) % 30)}%`} height="0.7rem" />
            <Skeleton width={`${60 + ((row * 17) % 35)}%`} height="0.7rem" />
          </div>
        </div>
      ))}
    </div>
  );
}
