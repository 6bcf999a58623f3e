import { useChatState } from "@natter/react";
import type { ReactElement } from "react";
import { Redirect } from "wouter";
import { paths } from "../app/paths.ts";
import { ChannelPage } from "../channels/channel-page.tsx";
import { NotFoundPage } from "../shell/not-found-page.tsx";
import { Shell } from "../shell/shell.tsx";
import { twoPanes, useMediaQuery } from "../shell/use-media-query.ts";
import { SpaceSidebar } from "./space-sidebar.tsx";

export type SpaceRouteProps = { readonly spaceId: string; readonly cid: string | undefined };

/** A space, on one of its channels; without one it opens its default channel, on a phone its list. */
export function SpaceRoute({ spaceId, cid }: SpaceRouteProps): ReactElement {
  const space = useChatState((state) => state.spaces[spaceId]);
  const loaded = useChatState((state) => state.spacesStatus === "ready");
  const wide = useMediaQuery(twoPanes);
  if (!space) {
    return (
      <Shell pane="main" sidebar={null}>
        {loaded && <NotFoundPage what="space" />}
      </Shell>
    );
  }
  if (cid === undefined && wide && space.defaultCid !== null) {
    return <Redirect to={paths.spaceChannel(spaceId, space.defaultCid)} replace />;
  }
  return (
    <Shell
      pane={cid === undefined ? "list" : "main"}
      sidebar={<SpaceSidebar space={space} cid={cid} />}
    >
      {cid !== undefined && (
        <ChannelPage cid={cid} spaceId={spaceId} backTo={paths.space(spaceId)} />
      )}
    </Shell>
  );
}
