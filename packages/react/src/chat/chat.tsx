import { selectSpaces, type Channel as ChannelEntity, type ChannelFilter } from "@natter/client";
import { useMemo, useRef, useState, type ReactElement, type ReactNode } from "react";
import { ChannelList } from "../channels/channel-list.tsx";
import { ChannelTree } from "../channels/channel-tree.tsx";
import { SpaceRail } from "../channels/space-rail.tsx";
import { slot } from "../components/slot.tsx";
import { ConnectionBanner } from "../connection/connection-banner.tsx";
import { HotkeyHelp } from "../hotkeys/hotkey-sheet.tsx";
import { useHotkey } from "../hotkeys/hotkeys-context.ts";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { QuickSwitcher } from "../switcher/quick-switcher.tsx";
import { ChatChannel } from "./chat-channel.tsx";
import { PaneBoundary } from "./pane-boundary.tsx";
import { useChannelKeys } from "./use-channel-keys.ts";
import { useIsNarrow } from "./use-is-narrow.ts";
import { useLandmarkKeys } from "./use-landmark-keys.ts";
import { usePaneHistory } from "./use-pane-history.ts";

/**
 * `inbox`: conversations and the open one. `community`: spaces, their channels and the open one. `channel`: one channel alone.
 * `widget`: the inbox, one pane at a time. `livestream`: one channel, dense and without a header.
 */
export type ChatLayout = "inbox" | "community" | "channel" | "widget" | "livestream";

export type ChatProps = {
  readonly layout?: ChatLayout;
  /** The open channel, when the surrounding app decides it; else the list does. */
  readonly cid?: string | null;
  readonly onChannelChange?: (cid: string | null) => void;
  /** Which channels the list has. */
  readonly filter?: ChannelFilter;
  /** Where a channel is, for its link. */
  readonly hrefOf?: (channel: ChannelEntity) => string;
  /** Stands in the open channel's header. */
  readonly actions?: ReactNode;
};

const everything: ChannelFilter = {};
const hashOf = (channel: ChannelEntity) => `#${encodeURIComponent(channel.cid)}`;
/** Below this many pixels one pane is seen at a time. */
const onePaneBelow = 640;

/** A whole messenger in one element. It takes the room it is given, and shows three, two or one pane by it. */
export const Chat = slot("Chat", DefaultChat);

function DefaultChat(props: ChatProps): ReactElement {
  const {
    layout = "inbox",
    filter = everything,
    hrefOf = hashOf,
    onChannelChange,
    actions,
  } = props;
  const strings = useStrings();
  const root = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [spaceId, setSpaceId] = useState<string | null>(null);
  const [isSwitching, setSwitching] = useState(false);
  const hasList = layout !== "channel" && layout !== "livestream";
  const open = props.cid === undefined ? chosen : props.cid;
  const change = (cid: string | null) => {
    setChosen(cid);
    onChannelChange?.(cid);
  };
  const choose = (channel: ChannelEntity) => {
    if (layout === "community") setSpaceId(channel.spaceId);
    change(channel.cid);
  };

  const isSmall = useIsNarrow(root, onePaneBelow);
  const isNarrow = layout === "widget" || isSmall;
  const { close } = usePaneHistory(open !== null && hasList, isNarrow && layout !== "widget", () =>
    change(null),
  );
  const space = useOpenSpace(layout === "community", spaceId);
  const shown = useMemo(
    () =>
      layout !== "community"
        ? filter
        : space === null
          ? ({ kind: ["direct", "group"] } as const)
          : { spaceId: space },
    [layout, filter, space],
  );
  useLandmarkKeys(root);
  useChannelKeys({ filter: shown, openCid: open, onOpen: choose });
  useHotkey("switcher.open", () => setSwitching(true), hasList);

  return (
    <div
      ref={root}
      data-natter="chat"
      data-layout={layout}
      data-panes={isNarrow ? "one" : "many"}
      data-open={open ? "" : undefined}
    >
      <button
        type="button"
        data-part="skip"
        onClick={() => root.current?.querySelector<HTMLElement>("main textarea, main")?.focus()}
      >
        {strings("chat.skip")}
      </button>
      <ConnectionBanner />
      <div data-part="panes">
        {layout === "community" && (!isNarrow || open === null) && (
          <PaneBoundary>
            <SpaceRail activeId={space} onSelect={setSpaceId} />
          </PaneBoundary>
        )}
        {hasList && (!isNarrow || open === null) && (
          <nav data-part="channels" aria-label={strings("channels.label")}>
            <PaneBoundary resetKey={space}>
              {space !== null && layout === "community" ? (
                <ChannelTree spaceId={space} activeCid={open} hrefOf={hrefOf} onOpen={choose} />
              ) : (
                <ChannelList
                  filter={shown}
                  activeCid={open ?? undefined}
                  hrefOf={hrefOf}
                  onOpen={choose}
                />
              )}
            </PaneBoundary>
          </nav>
        )}
        {(!isNarrow || open !== null || !hasList) && (
          <main data-part="main" tabIndex={-1} aria-label={strings("messages.label")}>
            <PaneBoundary resetKey={open}>
              {open === null ? (
                <EmptyState
                  icon="message"
                  title={strings("chat.none")}
                  text={strings("chat.noneText")}
                />
              ) : (
                <ChatChannel
                  cid={open}
                  header={layout !== "livestream"}
                  actions={actions}
                  onBack={isNarrow && hasList ? close : undefined}
                />
              )}
            </PaneBoundary>
          </main>
        )}
      </div>
      {isSwitching && <QuickSwitcher onOpen={choose} onClose={() => setSwitching(false)} />}
      <HotkeyHelp />
    </div>
  );
}

/** The space that is shown; null is the viewer's direct and group channels. */
function useOpenSpace(isCommunity: boolean, chosen: string | null): string | null {
  const spaces = useChatState(selectSpaces);
  if (!isCommunity) return null;
  return spaces.some(({ id }) => id === chosen) ? chosen : null;
}
