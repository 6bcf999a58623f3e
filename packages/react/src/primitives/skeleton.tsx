import type { ReactElement } from "react";
import { slot } from "../components/slot.tsx";

export type SkeletonProps = { readonly width?: string; readonly height?: string };

/** A grey place for something that is still on its way. */
export const Skeleton = slot(
  "Skeleton",
  function Skeleton({ width = "100%", height = "0.875rem" }: SkeletonProps): ReactElement {
    return (
      <span
        data-natter="skeleton"
        aria-hidden="true"
        style={{ inlineSize: width, blockSize: height }}
      />
    );
  },
);
