import { isShallowEqual, selectSpaces } from "@natter/client";
import { Button, EmptyState, useChatState, useCurrentUser } from "@natter/react";
import { useState, type ReactElement } from "react";
import { Redirect, useLocation } from "wouter";
import { readPlaces } from "../app/last-place.ts";
import { pathOfChannel, paths } from "../app/paths.ts";
import { useSession } from "../auth/session-context.ts";
import { Shell } from "../shell/shell.tsx";
import { useDocumentTitle } from "../shell/use-document-title.ts";
import { twoPanes, useMediaQuery } from "../shell/use-media-query.ts";
import { useWords } from "../words/language-provider.tsx";
import { AddSpaceDialog } from "./add-space-dialog.tsx";

/**
 * The first page: where the viewer was last, else their first space (in the demo at once its conversation), or for somebody new
 * what to begin with.
 */
export function HomeRoute(): ReactElement | null {
  const spaces = useChatState(selectSpaces, isShallowEqual);
  const status = useChatState((state) => state.spacesStatus);
  const me = useCurrentUser();
  const isWide = useMediaQuery(twoPanes);
  const session = useSession();
  useDocumentTitle(null);
  const last = me && isWide ? readPlaces(me.id).last : null;
  if (last !== null) return <Redirect to={last} replace />;
  const first = spaces[0];
  if (first) {
    const opensChannel = session.account === null && first.defaultCid !== null;
    const to = opensChannel
      ? pathOfChannel({ cid: first.defaultCid, spaceId: first.id })
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
  const w = useWords();
  const [adding, setAdding] = useState(false);
  const [, navigate] = useLocation();
  const name = useChatState((state) => state.me?.name ?? "");
  return (
    <EmptyState icon="people" title={w("home.hello", { name })} text={w("home.text")}>
      <Button variant="primary" icon="plus" onClick={() => setAdding(true)}>
        {w("space.createOr")}
      </Button>
      <Button icon="message" onClick={() => navigate(paths.directs)}>
        {w("directs.title")}
      </Button>
      {adding && <AddSpaceDialog onClose={() => setAdding(false)} />}
    </EmptyState>
  );
}
