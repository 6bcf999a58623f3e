import { useState, type ReactElement } from "react";
import { Tabs, type Tab } from "../panel/tabs.tsx";
import { Dialog } from "../primitives/dialog.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { SpaceDanger } from "./space-danger.tsx";
import { SpaceInvites } from "./space-invites.tsx";
import { SpaceMembers } from "./space-members.tsx";
import { SpaceOverview } from "./space-overview.tsx";
import { useSpace } from "./use-space.ts";

export type SpaceSettingsTab = "overview" | "members" | "invites" | "danger";

export type SpaceSettingsProps = {
  readonly spaceId: string;
  readonly initialTab?: SpaceSettingsTab;
  /** The address that an invite's code leads to. */
  readonly inviteUrl: (code: string) => string;
  /** Called when the space is no longer there for the viewer. */
  readonly onGone?: () => void;
  readonly onClose: () => void;
};

/** Everything about a space that can be set. Only what the viewer may do is there. */
export function SpaceSettings(props: SpaceSettingsProps): ReactElement {
  const { spaceId, initialTab = "overview", inviteUrl, onGone, onClose } = props;
  const strings = useStrings();
  const { space, may } = useSpace(spaceId);
  const [tab, setTab] = useState<SpaceSettingsTab>(initialTab);
  const ids: readonly SpaceSettingsTab[] = [
    "overview",
    "members",
    ...(may("invite") ? (["invites"] as const) : []),
    "danger",
  ];
  const tabs = ids.map((id): Tab<SpaceSettingsTab> => ({ id, label: strings(`space.tab.${id}`) }));
  return (
    <Dialog title={strings("space.settings", { name: space?.name ?? "" })} onClose={onClose}>
      <div data-natter="space-settings" data-part="tabbed">
        <Tabs label={strings("settings.tabs")} tabs={tabs} active={tab} onChange={setTab}>
          {tab === "overview" && <SpaceOverview spaceId={spaceId} />}
          {tab === "members" && <SpaceMembers spaceId={spaceId} />}
          {tab === "invites" && <SpaceInvites spaceId={spaceId} inviteUrl={inviteUrl} />}
          {tab === "danger" && (
            <SpaceDanger
              spaceId={spaceId}
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
