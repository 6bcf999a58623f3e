import type { Ban, BanInput } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { inApp, type Call } from "../../core/call.ts";
import { transact, type Tx } from "../../core/transact.ts";
import { actorOf } from "../audit/public.ts";
import { findBan, wholeApp } from "../ban-register/public.ts";
import {
  assertCan,
  effectiveRole,
  existingChannels,
  getAccess,
  readAccess,
} from "../channels/public.ts";
import { assertMayBan, assertNotDirectBan } from "./ban-policy.ts";
import { banViews } from "./ban-views.ts";
import { liftBan } from "./lift-ban.ts";
import { setBan } from "./set-ban.ts";

/** Whom a ban is about, and where: `cid` is '' for the whole app. */
type Place = { readonly userId: string; readonly cid: string };

/** What remembers users as good, and must forget them when they are banned. */
export type UserCache = {
  forgetUser(appId: ReturnType<typeof inApp>["appId"], userId: string): Promise<void>;
};

/** Bans a user, as a server key, or in a channel as somebody above them who may. */
export async function banUser(
  call: Call,
  { userId, cid }: Place,
  input: BanInput,
  cache: UserCache,
): Promise<Ban> {
  const { engine, appId } = inApp(call);
  const ban = await transact(engine, appId, async (tx) => {
    if (cid !== wholeApp) await assertMayBanHere(tx, call, { userId, cid });
    const { shadow, reason, expiresInSeconds } = input;
    const expiresAt =
      expiresInSeconds === undefined ? null : new Date(tx.now.getTime() + expiresInSeconds * 1_000);
    const by = actorOf(call.actor);
    const row = await setBan(tx, { userId, cid, shadow, reason, expiresAt, by });
    return (await banViews(tx, [row]))[0];
  });
  if (!ban) throw new Error("A ban has no view.");
  if (cid === wholeApp) await cache.forgetUser(appId, userId);
  if (cid === wholeApp && !ban.shadow) await endSessions(call, userId);
  return ban;
}

const noticeMs = 500;

/** Ends somebody's sessions before whoever banned them is answered; what happened reaches them first, unless that takes long. */
async function endSessions(call: Call, userId: string): Promise<void> {
  const { engine, appId } = inApp(call);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise((resolve) => (timer = setTimeout(resolve, noticeMs)));
  await Promise.race([engine.relay.drained(), late]);
  clearTimeout(timer);
  await engine.realtime.end({ appId, userId });
}

/** Lifts a ban, for whoever may ban there. */
export async function unbanUser(call: Call, { userId, cid }: Place): Promise<void> {
  const { engine, appId } = inApp(call);
  await transact(engine, appId, async (tx) => {
    if (cid !== wholeApp) await assertMayBanHere(tx, call, { userId, cid });
    await liftBan(tx, { userId, cid, by: actorOf(call.actor) });
  });
}

/** Passes for a server key, and for somebody who may ban in the channel and stands above the other. */
export async function assertMayBanHere(tx: Tx, call: Call, { userId, cid }: Place): Promise<void> {
  if (call.actor.type !== "user") {
    await assertChannel(tx, cid);
    const other = await readAccess(tx, cid, userId);
    if (other) assertNotDirectBan(other.kind);
    return;
  }
  const access = await getAccess(tx, cid, call.actor.userId);
  assertNotDirectBan(access.kind);
  assertCan(access, "ban");
  if (userId === call.actor.userId)
    throw new ChatError("request.invalid", "Nobody bans themselves. Leave the channel instead.");
  const other = await readAccess(tx, cid, userId);
  // Whom a ban took out of the channel has the role they will come back with.
  const role = other ? effectiveRole(other) : ((await findBan(tx, userId, cid))?.role ?? null);
  assertMayBan(effectiveRole(access), role);
}

async function assertChannel(tx: Tx, cid: string): Promise<void> {
  if ((await existingChannels(tx, [cid])).has(cid)) return;
  throw new ChatError("channel.not_found", "There is no such channel.");
}
