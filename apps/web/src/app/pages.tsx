import { DueReminders, useBlocks } from "@natter/react";
import type { ReactElement } from "react";
import { Redirect, Route, Switch, useSearchParams } from "wouter";
import { DirectRoute } from "../direct/direct-route.tsx";
import { InboxRoute } from "../inbox/inbox-route.tsx";
import { ModerationRoute } from "../moderation/moderation-route.tsx";
import { SettingsRoute } from "../settings/settings-route.tsx";
import { AppKeys } from "../shell/app-keys.tsx";
import { ErrorPage } from "../shell/error-page.tsx";
import { NotFoundPage } from "../shell/not-found-page.tsx";
import { Shell } from "../shell/shell.tsx";
import { StorageNotice } from "../shell/storage-notice.tsx";
import { useFocusOfPage } from "../shell/use-focus-of-page.ts";
import { usePresenceOfPage } from "../shell/use-presence-of-page.ts";
import { HomeRoute } from "../spaces/home-route.tsx";
import { InvitePage } from "../spaces/invite-page.tsx";
import { SpaceRoute } from "../spaces/space-route.tsx";
import { pathOfChannel } from "./paths.ts";
import { useGo } from "./use-go.ts";

/** The pages of the app by address, and what is on all of them. */
export function Pages(): ReactElement {
  const { toMessage } = useGo();
  usePresenceOfPage();
  useFocusOfPage();
  // Whom one blocked is folded away wherever they write, so it has to be known from the start.
  useBlocks();
  return (
    <ErrorPage>
      <Switch>
        <Route path="/invite/:code">{({ code }) => <InvitePage code={code} />}</Route>
        <Route path="/s/:spaceId/c/:cid/:messageId?">
          {({ spaceId, cid, messageId }) => (
            <SpaceRoute key={spaceId} spaceId={spaceId} cid={cid} messageId={messageId} />
          )}
        </Route>
        <Route path="/s/:spaceId">
          {({ spaceId }) => <SpaceRoute key={spaceId} spaceId={spaceId} />}
        </Route>
        <Route path="/s/:spaceId/:cid">
          {({ spaceId, cid }) => <OldAddress spaceId={spaceId} cid={cid} />}
        </Route>
        <Route path="/dm/c/:cid/:messageId?">
          {({ cid, messageId }) => <DirectRoute cid={cid} messageId={messageId} />}
        </Route>
        <Route path="/dm">
          <DirectRoute />
        </Route>
        <Route path="/dm/:cid">{({ cid }) => <OldAddress spaceId={null} cid={cid} />}</Route>
        <Route path="/inbox/:tab?">{({ tab }) => <InboxRoute tab={tab} />}</Route>
        <Route path="/moderation">
          <ModerationRoute />
        </Route>
        <Route path="/settings/:section?">
          {({ section }) => <SettingsRoute section={section} />}
        </Route>
        <Route path="/">
          <HomeRoute />
        </Route>
        <Route>
          <Shell pane="main" sidebar={null}>
            <NotFoundPage what="page" />
          </Shell>
        </Route>
      </Switch>
      <DueReminders onOpen={toMessage} />
      <AppKeys />
      <StorageNotice />
    </ErrorPage>
  );
}

type OldAddressProps = { readonly spaceId: string | null; readonly cid: string };

/** Links that were shared when addresses were shorter still lead where they led. */
function OldAddress({ spaceId, cid }: OldAddressProps): ReactElement {
  const [search] = useSearchParams();
  const messageId = search.get("m") ?? undefined;
  return <Redirect to={pathOfChannel({ cid, spaceId }, { messageId })} replace />;
}
