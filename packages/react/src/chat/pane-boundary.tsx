import { Component, type ReactElement, type ReactNode } from "react";
import { Button } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useReportError } from "../provider/report-error.ts";
import { useStrings } from "../strings/use-strings.ts";

export type PaneBoundaryProps = {
  readonly children: ReactNode;
  /** Another value shows what is inside anew after it broke: the channel that is open, for example. */
  readonly resetKey?: string | null;
};

/** Keeps what breaks in one pane from taking the others with it, and tells the host's `onError`. */
export function PaneBoundary({ children, resetKey = null }: PaneBoundaryProps): ReactElement {
  const report = useReportError();
  return (
    <Boundary key={resetKey} onError={report}>
      {children}
    </Boundary>
  );
}

type BoundaryProps = { readonly children: ReactNode; readonly onError: (error: unknown) => void };

class Boundary extends Component<BoundaryProps, { readonly isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError(): { isBroken: boolean } {
    return { isBroken: true };
  }

  override componentDidCatch(error: unknown): void {
    this.props.onError(error);
  }

  override render(): ReactNode {
    if (!this.state.isBroken) return this.props.children;
    return <Broken onRetry={() => this.setState({ isBroken: false })} />;
  }
}

function Broken({ onRetry }: { readonly onRetry: () => void }): ReactElement {
  const strings = useStrings();
  return (
    <EmptyState icon="alert" title={strings("error.generic")} role="alert">
      <Button onClick={onRetry}>{strings("error.again")}</Button>
    </EmptyState>
  );
}
