import { Component, type ErrorInfo, type ReactNode } from "react";

type Props = {
  /** What is shown in place of what broke. */
  readonly fallback: ReactNode;
  readonly onError?: ((error: unknown, info: ErrorInfo) => void) | undefined;
  readonly children: ReactNode;
};

/** Keeps one message that cannot be shown from taking the others with it. */
export class MessageErrorBoundary extends Component<Props, { readonly broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true };
  }

  override componentDidCatch(error: unknown, info: ErrorInfo): void {
    this.props.onError?.(error, info);
  }

  override render(): ReactNode {
    return this.state.broken ? this.props.fallback : this.props.children;
  }
}
