import { selectSpaces } from "@natter/client";
import { Button, EmptyState, useChatState } from "@natter/react";
import { useState, type ReactElement } from "react";
import { Redirect, useLocation } from "wouter";
import { paths } from "../app/paths.ts";
import { Shell } from "../shell/shell.tsx";
import { useDocumentTitle } from "../shell/use-document-title.ts";
import { AddSpaceDialog } from "./add-space-dialog.tsx";

/** The first page: the viewer's first space, or for somebody new what to begin with. */
export function HomeRoute(): ReactElement {
  const spaces = useChatState(selectSpaces);
  const status = useChatState((state) => state.spacesStatus);
  useDocumentTitle(null);
  const first = spaces[0];
  if (first) return <Redirect to={paths.space(first.id)} replace />;
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
