import { EmptyState, type EmptyStateProps } from "@natter/react";
import type { ReactElement } from "react";
import { Logo } from "../brand/logo.tsx";

/** A page that only says one thing, and what can be done about it. */
export function MessagePage(props: EmptyStateProps): ReactElement {
  return (
    <main className="message-page">
      <Logo />
      <EmptyState {...props} />
    </main>
  );
}
