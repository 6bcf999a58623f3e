import { useState, type ReactElement } from "react";
import { useChannelState } from "../channels/use-channel-state.ts";
import { BannedPeople } from "../moderation/banned-people.tsx";
import { Tabs, type Tab } from "../panel/tabs.tsx";
import { Dialog } from "../primitives/dialog.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { ChannelDanger } from "./channel-danger.tsx";
import { ChannelOverview } from "./channel-overview.tsx";
import { ChannelPosting } from "./channel-posting.tsx";
import { NotificationSettings } from "./notification-settings.tsx";

export type ChannelSettingsTab = "overview" | "notify" | "posting" | "bans" | "danger";

export type ChannelSettingsProps = {
  readonly cid: string;
  readonly initialTab?: ChannelSettingsTab;
  /** Called when the channel is no longer there for the viewer. */
  readonly onGone?: () => void;
  readonly onClose: () => void;
};

/** Everything about a channel that can be set: for oneself, and by those who run it. Only what the viewer may do is there. */
export function ChannelSettings(props: ChannelSettingsProps): ReactElement {
  const { cid, initialTab = "overview", onGone, onClose } = props;
  const strings = useStrings();
  const { channel, can } = useChannelState(cid);
  const [chosen, setTab] = useState<ChannelSettingsTab>(initialTab);
  const offered: readonly (readonly [ChannelSettingsTab, boolean])[] = [
    ["overview", true],
    ["notify", Boolean(channel?.settings)],
    ["posting", can("freeze") || can("slow-mode") || can("update-channel")],
    ["bans", can("ban")],
    [
      "danger",
      can("truncate") || can("transfer-ownership") || can("delete-channel") || can("leave"),
    ],
  ];
  const tabs = offered.flatMap(([id, isThere]): readonly Tab<ChannelSettingsTab>[] =>
    isThere ? [{ id, label: strings(`settings.tab.${id}`) }] : [],
  );
  const tab = tabs.some(({ id }) => id === chosen) ? chosen : "overview";
  return (
    <Dialog title={strings("settings.channel", { name: channel?.title ?? "" })} onClose={onClose}>
      <div data-natter="channel-settings" data-part="tabbed">
        <Tabs label={strings("settings.tabs")} tabs={tabs} active={tab} onChange={setTab}>
          {tab === "overview" && <ChannelOverview cid={cid} />}
          {tab === "notify" && <NotificationSettings cid={cid} />}
          {tab === "posting" && <ChannelPosting cid={cid} />}
          {tab === "bans" && <BannedPeople cid={cid} />}
          {tab === "danger" && (
            <ChannelDanger
              cid={cid}
              onGone={() => {
                onClose();
                onGone?.();
              }}
            />
          )}
        </Tabs>
      </div>
    </Dialog>
  );
}
