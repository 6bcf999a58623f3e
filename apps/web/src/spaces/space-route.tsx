import {
  Button,
  CreateChannelDialog,
  EmptyState,
  useChannels,
  useChatState,
  useSpace,
} from "@natter/react";
import { useMemo, useState, type ReactElement } from "react";
import { Redirect } from "wouter";
import { readPlaces } from "../app/last-place.ts";
import { pathOfChannel, paths } from "../app/paths.ts";
import { useGo } from "../app/use-go.ts";
import { ChannelPage } from "../channels/channel-page.tsx";
import { NotFoundPage } from "../shell/not-found-page.tsx";
import { Shell } from "../shell/shell.tsx";
import { useDocumentTitle } from "../shell/use-document-title.ts";
import { twoPanes, useMediaQuery } from "../shell/use-media-query.ts";
import { useWords } from "../words/language-provider.tsx";
import { SpaceSidebar } from "./space-sidebar.tsx";

export type SpaceRouteProps = {
  readonly spaceId: string;
  readonly cid?: string | undefined;
  readonly messageId?: string | undefined;
};

/** A space, on one of its channels; without one it opens where the viewer was last, or its first channel; on a phone its list. */
export function SpaceRoute({ spaceId, cid, messageId }: SpaceRouteProps): ReactElement {
  const space = useChatState((state) => state.spaces[spaceId]);
  const loaded = useChatState((state) => state.spacesStatus === "ready");
  const isWide = useMediaQuery(twoPanes);
  if (!space) {
    return (
      <Shell pane="main" sidebar={null}>
        {loaded && <NotFoundPage what="space" />}
      </Shell>
    );
  }
  return (
    <Shell
      pane={cid === undefined ? "list" : "main"}
      sidebar={<SpaceSidebar space={space} cid={cid} />}
    >
      {cid !== undefined ? (
        <ChannelPage
          cid={cid}
          spaceId={spaceId}
          messageId={messageId}
          backTo={paths.space(spaceId)}
        />
      ) : (
        isWide && <FirstChannel spaceId={spaceId} defaultCid={space.defaultCid} />
      )}
    </Shell>
  );
}

type FirstChannelProps = { readonly spaceId: string; readonly defaultCid: string | null };

/** Leads to the channel where the viewer was last in a space, else to its first one; or says that there is none. */
function FirstChannel({ spaceId, defaultCid }: FirstChannelProps): ReactElement | null {
  const w = useWords();
  const go = useGo();
  const me = useChatState((state) => state.me?.id);
  const { may } = useSpace(spaceId);
  const filter = useMemo(() => ({ spaceId }), [spaceId]);
  const { channels, status } = useChannels(filter);
  const [creating, setCreating] = useState(false);
  useDocumentTitle(null);
  const last = me === undefined ? undefined : readPlaces(me).bySpace[spaceId];
  const isKnown = (cid: string) => channels.some((channel) => channel.cid === cid);
  const cid = last !== undefined && isKnown(last) ? last : (defaultCid ?? channels[0]?.cid ?? null);
  // Where somebody was last is only known to be there once the channels are.
  if (last !== undefined && last !== cid && status !== "ready" && status !== "error") return null;
  if (cid !== null) return <Redirect to={pathOfChannel({ cid, spaceId })} replace />;
  if (status !== "ready") return null;
  return (
    <EmptyState icon="hash" title={w("space.empty")} text={w("space.emptyText")}>
      {may("create-channel") && (
        <Button variant="primary" icon="plus" onClick={() => setCreating(true)}>
          {w("space.newChannel")}
        </Button>
      )}
      {creating && (
        <CreateChannelDialog
          spaceId={spaceId}
          onOpen={go.toChannel}
          onClose={() => setCreating(false)}
        />
      )}
    </EmptyState>
  );
}
