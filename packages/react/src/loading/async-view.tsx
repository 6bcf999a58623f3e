import type { ReactElement, ReactNode } from "react";
import { useConnection } from "../connection/use-connection.ts";
import { Button } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useDelayed } from "../primitives/use-delayed.ts";
import { useStrings } from "../strings/use-strings.ts";
import { ListSkeleton } from "./list-skeleton.tsx";
import type { Pages } from "./use-pages.ts";

export type AsyncViewProps = {
  readonly of: Pick<Pages<unknown>, "status" | "error" | "reload"> & {
    readonly hasMore?: boolean;
    readonly loadMore?: () => void;
  };
  readonly isEmpty: boolean;
  /** What to say when there is nothing. */
  readonly empty: ReactNode;
  /** Instead of the usual rows, while the first page is on its way. */
  readonly skeleton?: ReactNode;
  readonly children: ReactNode;
};

/**
 * What a fetched list shows: rows to come after 150 ms, why there is nothing, what went wrong and how to try again, that one is
 * offline, or what there is, with a button for more.
 */
export function AsyncView(props: AsyncViewProps): ReactElement {
  const { of, isEmpty, empty, skeleton, children } = props;
  const strings = useStrings();
  const { isConnected } = useConnection();
  const isLoading = of.status === "loading" || of.status === "idle";
  const showsSkeleton = useDelayed(isLoading && isEmpty, 150);
  const state = isLoading ? "loading" : of.status === "error" ? "error" : "ready";
  const retry = (
    <Button size="small" icon="retry" onClick={of.reload}>
      {strings("error.again")}
    </Button>
  );
  return (
    <div data-natter="async-view" data-state={state} aria-busy={isLoading}>
      {isLoading && isEmpty && showsSkeleton && (skeleton ?? <ListSkeleton />)}
      {of.status === "error" && isEmpty && (
        <EmptyState
          icon="alert"
          role="alert"
          title={strings(isConnected ? "loading.failed" : "loading.offline")}
          text={isConnected ? (of.error ?? "") : strings("loading.offlineText")}
        >
          {retry}
        </EmptyState>
      )}
      {of.status === "ready" && isEmpty && empty}
      {!isEmpty && children}
      {!isEmpty && of.status === "error" && (
        <div data-part="error" role="alert">
          <p>{of.error}</p>
          {retry}
        </div>
      )}
      {!isEmpty && of.hasMore && of.status !== "error" && (
        <Button variant="ghost" size="small" busy={isLoading} onClick={of.loadMore}>
          {strings("loading.more")}
        </Button>
      )}
    </div>
  );
}
