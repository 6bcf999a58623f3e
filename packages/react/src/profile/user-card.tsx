import type { Channel } from "@natter/client";
import { useState, type ReactElement } from "react";
import { useAttempt } from "../loading/use-task.ts";
import { ReportDialog } from "../loading/lazy-parts.ts";
import { Avatar } from "../people/avatar.tsx";
import { Button } from "../primitives/button.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { PresenceLine } from "./presence-line.tsx";
import { useProfile } from "./use-profile.ts";
import { slot } from "../components/slot.tsx";

export type UserCardProps = {
  readonly userId: string;
  readonly onOpenChannel?: (channel: Channel) => void;
};

/** A person: picture, name, what they say of themselves, whether they are there, and what can be done. */
export const UserCard = slot("UserCard", DefaultUserCard);

function DefaultUserCard({ userId, onOpenChannel }: UserCardProps): ReactElement {
  const strings = useStrings();
  const attempt = useAttempt();
  const profile = useProfile(userId);
  const { user, isMe, isMuted, isBlocked, sharedChannels, presence } = profile;
  const [isReporting, setReporting] = useState(false);
  const message = () => attempt(async () => onOpenChannel?.(await profile.message()));
  return (
    <div data-natter="user-card">
      <div data-part="person">
        <Avatar
          id={user.id}
          image={user.image}
          size="4rem"
          online={presence?.online ?? (isMe ? true : undefined)}
        />
        <div>
          <h3>
            <bdi>{user.name}</bdi>
          </h3>
          <p data-part="id">{user.id}</p>
        </div>
      </div>
      {profile.statusText !== null && (
        <p data-part="status" dir="auto">
          {profile.statusText}
        </p>
      )}
      <PresenceLine userId={userId} />
      {!isMe && (
        <div data-part="actions">
          {!isBlocked && (
            <Button variant="primary" size="small" icon="message" onClick={() => void message()}>
              {strings("profile.message")}
            </Button>
          )}
          <Button
            size="small"
            icon={isMuted ? "bell" : "bell-off"}
            aria-pressed={isMuted}
            onClick={() => void attempt(profile.toggleMute)}
          >
            {strings(isMuted ? "profile.unmute" : "profile.mute")}
          </Button>
          <Button
            size="small"
            icon="ban"
            aria-pressed={isBlocked}
            onClick={() => void attempt(profile.toggleBlock)}
          >
            {strings(isBlocked ? "profile.unblock" : "profile.block")}
          </Button>
          <Button size="small" icon="flag" onClick={() => setReporting(true)}>
            {strings("moderation.report")}
          </Button>
        </div>
      )}
      {sharedChannels && sharedChannels.length > 0 && (
        <section data-part="shared">
          <h4>{strings("profile.shared")}</h4>
          <ul>
            {sharedChannels.map((channel) => (
              <li key={channel.cid}>
                <button type="button" onClick={() => onOpenChannel?.(channel)}>
                  {channel.kind === "space" ? "#" : ""}
                  <bdi>{channel.title}</bdi>
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
      {isReporting && (
        <ReportDialog
          subject={{ type: "user", id: user.id }}
          name={user.name}
          onClose={() => setReporting(false)}
        />
      )}
    </div>
  );
}
