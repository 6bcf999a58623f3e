import { Button, EmptyState } from "@natter/react";
import type { ReactElement } from "react";
import { useLocation } from "wouter";
import { paths } from "../app/paths.ts";

/** The same answer for what does not exist and for what one may not see. */
export function NotFoundPage({
  what = "page",
}: {
  readonly what?: "page" | "space" | "channel";
}): ReactElement {
  const [, navigate] = useLocation();
  return (
    <EmptyState
      icon="lock"
      title="Not found, or no access"
      text={`This ${what} does not exist, or you are not allowed to see it. Ask somebody inside for an invite.`}
      role="alert"
    >
      <Button variant="primary" onClick={() => navigate(paths.home)}>
        Go to my spaces
      </Button>
    </EmptyState>
  );
}
