import type { Channel } from "@natter/client";
import { useContext, useEffect, useState, type ReactElement } from "react";
import { Button } from "../primitives/button.tsx";
import { Icon } from "../primitives/icon.tsx";
import { useToast } from "../primitives/toaster.tsx";
import { useChatClient } from "../provider/use-chat-client.ts";
import { useStrings, WordingContext } from "../strings/use-strings.ts";
import { sentenceOf } from "./outgoing.ts";

/** In the composer's place for those who may not write: why, and a button to join where they can. */
export function ComposerNotice({ channel }: { readonly channel: Channel }): ReactElement {
  const client = useChatClient();
  const strings = useStrings();
  const toast = useToast();
  const [joining, setJoining] = useState(false);
  const reason = useReason(channel);
  const join = () => {
    setJoining(true);
    client
      .channel(channel.cid)
      .join()
      .catch((error: unknown) => toast(sentenceOf(error, strings("error.generic"))))
      .finally(() => setJoining(false));
  };
  const canJoin = channel.membership === null && channel.capabilities.includes("join");
  return (
    <div data-natter="composer-notice" data-reason={reason.id} role="note">
      <Icon name={reason.id === "join" ? "message" : "lock"} size={18} />
      <span>{reason.text}</span>
      {canJoin && (
        <Button variant="primary" size="small" busy={joining} onClick={join}>
          {strings("channel.join")}
        </Button>
      )}
    </div>
  );
}

type Reason = { readonly id: "frozen" | "join" | "banned" | "permission"; readonly text: string };

function useReason(channel: Channel): Reason {
  const strings = useStrings();
  const { locale } = useContext(WordingContext);
  const isFrozen = channel.frozen && !channel.capabilities.includes("write-frozen");
  const isMember = channel.membership !== null;
  const ban = useOwnBan(channel, isMember && !isFrozen);
  if (isFrozen) return { id: "frozen", text: strings("channel.frozen") };
  if (!isMember) return { id: "join", text: strings("channel.readers") };
  if (ban === null) return { id: "permission", text: strings("channel.noPermission") };
  const until =
    ban.expiresAt === null
      ? strings("channel.banned")
      : strings("channel.bannedUntil", {
          time: ban.expiresAt.toLocaleString(locale, { dateStyle: "medium", timeStyle: "short" }),
        });
  return { id: "banned", text: ban.reason ? `${until} ${ban.reason}` : until };
}

type OwnBan = { readonly reason: string | null; readonly expiresAt: Date | null };

/** Why the viewer is banned here; null when they are not, or while it is not known. */
function useOwnBan({ cid }: Channel, isAsked: boolean): OwnBan | null {
  const client = useChatClient();
  const [ban, setBan] = useState<OwnBan | null>(null);
  useEffect(() => {
    setBan(null);
    if (!isAsked) return;
    let isGone = false;
    client.people.listBans().then(
      (bans) => {
        const found = bans.find((one) => one.cid === cid || one.cid === null);
        if (found && !isGone) setBan(found);
      },
      () => undefined, // then it says only that one may not write
    );
    return () => {
      isGone = true;
    };
  }, [client, cid, isAsked]);
  return ban;
}
