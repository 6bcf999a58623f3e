import type { PrivacySettings, UserSettings, UserSettingsInput } from "@natter/contract";
import type { UserCall } from "../../core/call.ts";
import { realtimeUser, signalLines } from "../../core/realtime-names.ts";
import { userStream } from "../../core/streams.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { membershipsOf } from "../members/public.ts";
import { findPrivacy, lockPrivacy, openPrivacy, savePrivacy } from "./user-settings-rows.ts";

/** The caller's own settings. */
export function getSettings(call: UserCall): Promise<UserSettings> {
  return transact(call.engine, call.appId, async (tx) => ({
    privacy: (await findPrivacy(tx, [call.userId])).get(call.userId) ?? openPrivacy,
  }));
}

/** Told when a user's privacy has changed and is committed. */
export type PrivacyListener = (
  appId: UserCall["appId"],
  userId: string,
  change: { readonly before: PrivacySettings; readonly after: PrivacySettings },
) => void;

/** Changes the caller's settings and tells the caller's devices. Saying what is so already tells nobody. */
export function changeSettings(
  call: UserCall,
  input: UserSettingsInput,
  changed: PrivacyListener,
): Promise<UserSettings> {
  const { engine, appId, userId } = call;
  return transact(engine, appId, async (tx) => {
    const before = await lockPrivacy(tx, userId);
    const after = { ...before, ...definedOf(input.privacy ?? {}) };
    if (isSame(before, after)) return { privacy: before };
    await savePrivacy(tx, userId, after);
    const settings = { privacy: after };
    await renewSignals(tx, userId, { before, after });
    await tx.emit(userStream(userId), { type: "notification.settings", data: { settings } });
    tx.afterCommit(() => changed(appId, userId, { before, after }));
    return settings;
  });
}

/** What a session hears of a channel's signals depends on what its user shows: it is to ask for the right line. */
async function renewSignals(
  tx: Tx,
  userId: string,
  { before, after }: { before: PrivacySettings; after: PrivacySettings },
): Promise<void> {
  if (before.readReceipts === after.readReceipts && before.typing === after.typing) return;
  const { appId, engine } = tx;
  const memberships = await membershipsOf(tx, userId);
  tx.afterCommit(() => {
    const user = realtimeUser(appId, userId);
    if (engine.realtime.sessions(user) === 0) return;
    for (const { cid } of memberships)
      for (const line of signalLines(appId, cid)) engine.realtime.unsubscribe(user, line);
  });
}

function definedOf(input: NonNullable<UserSettingsInput["privacy"]>): Partial<PrivacySettings> {
  const given = Object.entries(input).filter(([, value]) => value !== undefined);
  return Object.fromEntries(given); // the keys are those of the input
}

function isSame(one: PrivacySettings, other: PrivacySettings): boolean {
  return (
    one.readReceipts === other.readReceipts &&
    one.typing === other.typing &&
    one.invisible === other.invisible
  );
}
