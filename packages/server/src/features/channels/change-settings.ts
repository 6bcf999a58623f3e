import type { ChannelSettingsInput, RouteAnswer } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { readHead } from "../../core/event-log.ts";
import { channelStream, userStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { getAccess } from "./channel-access.ts";
import { holdMember } from "./member-rows.ts";
import { saveSettings } from "./settings-rows.ts";
import { settingsOf } from "./settings-view.ts";

/** Changes how the caller keeps a channel, and tells the caller's own devices, and nobody else. */
export function changeSettings(
  call: UserCall,
  cid: string,
  input: ChannelSettingsInput,
): Promise<RouteAnswer<"channels.settings">> {
  const { userId } = call;
  return transact(call.engine, call.appId, async (tx) => {
    await getAccess(tx, cid, userId);
    // Held until the end: who is being removed meanwhile keeps no settings.
    if (!(await holdMember(tx, cid, userId))) {
      throw new ChatError("member.not_found", "Join the channel first: only members keep it.");
    }
    const before = await settingsOf(tx, userId, [cid]);
    const { messageSeq } = await readHead(tx, channelStream(cid));
    const { hidden, archived, pinned, muted, notifications } = input;
    const mutedUntil = muted === true ? mutedUntilOf(tx, input.muteSeconds) : null;
    await saveSettings(
      tx,
      { cid, userId, messageSeq },
      { hidden, archived, pinned, muted, mutedUntil, notifications },
    );
    const after = await settingsOf(tx, userId, [cid]);
    const settings = after.get(cid);
    if (JSON.stringify(before.get(cid)) !== JSON.stringify(settings)) {
      const fact = { type: "notification.channel_settings" as const, data: { cid } };
      await tx.emit(userStream(userId), fact);
    }
    return { cid, settings } as RouteAnswer<"channels.settings">; // a cid of our own row, and a member's settings
  });
}

function mutedUntilOf(tx: Tx, seconds: number | undefined): Date | null {
  return seconds === undefined ? null : new Date(tx.now.getTime() + seconds * 1_000);
}
