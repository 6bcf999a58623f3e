import { selectSpaces } from "@natter/client";
import { Button, EmptyState, useChatState } from "@natter/react";
import { useState, type ReactElement } from "react";
import { Redirect, useLocation } from "wouter";
import { useSession } from "../auth/session-context.ts";
import { paths } from "../app/paths.ts";
import { Shell } from "../shell/shell.tsx";
import { useDocumentTitle } from "../shell/use-document-title.ts";
import { AddSpaceDialog } from "./add-space-dialog.tsx";

/** The first page: the viewer's first space (in the demo at once its conversation), or for somebody new what to begin with. */
export function HomeRoute(): ReactElement {
  const spaces = useChatState(selectSpaces);
  const status = useChatState((state) => state.spacesStatus);
  const session = useSession();
  useDocumentTitle(null);
  const first = spaces[0];
  if (first) {
    const opensChannel = session.account === null && first.defaultCid !== null;
    const to = opensChannel
      ? paths.spaceChannel(first.id, first.defaultCid)
      : paths.space(first.id);
    return <Redirect to={to} replace />;
  }
  return (
    <Shell pane="main" sidebar={null}>
      {status === "ready" && <Welcome />}
    </Shell>
  );
}

function Welcome(): ReactElement {
  const [adding, setAdding] = useState(false);
  const [, navigate] = useLocation();
  const name = useChatState((state) => state.me?.name ?? "");
  return (
    <EmptyState
      icon="people"
      title={`Hello, ${name}`}
      text="Create a space for the people you talk with, or join one with the invite link somebody sent you."
    >
      <Button variant="primary" icon="plus" onClick={() => setAdding(true)}>
        Create or join a space
      </Button>
      <Button icon="message" onClick={() => navigate(paths.directs)}>
        Direct messages
      </Button>
      {adding && <AddSpaceDialog onClose={() => setAdding(false)} />}
    </EmptyState>
  );
}
