import type { Invite, InviteInput, RouteAnswer, Space } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { UserCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { randomText } from "../apps/public.ts";
import {
  findInvite,
  insertInvite,
  useInvite,
  type InviteRow,
  type InviteToSpaceRow,
} from "./invite-rows.ts";
import { joinSpace } from "./join-space.ts";
import { getSpaceRole } from "./space-access.ts";
import { findSpaceMembers } from "./space-member-rows.ts";
import { assertMay } from "./space-policy.ts";
import { lockSpace } from "./space-rows.ts";
import { getSpaceView } from "./space-views.ts";

/** Makes an invite link to a space. */
export function createInvite(
  call: UserCall,
  spaceId: string,
  { expiresInSeconds, maxUses }: InviteInput,
): Promise<Invite> {
  return transact(call.engine, call.appId, async (tx) => {
    assertMay(await getSpaceRole(tx, spaceId, call.userId), "invite");
    const expiresAt =
      expiresInSeconds === null ? null : new Date(tx.now.getTime() + expiresInSeconds * 1_000);
    const invite = { code: randomText(16), spaceId, createdBy: call.userId, expiresAt, maxUses };
    const row = await insertInvite(tx, invite);
    return inviteView(row);
  });
}

/** What an invite leads to: name and size of the space, nothing of what is inside. */
export function previewInvite(call: UserCall, code: string): Promise<RouteAnswer<"invites.get">> {
  return transact(call.engine, call.appId, async (tx) => {
    const invite = await findInvite(tx, code);
    if (!invite) throw inviteNotFound();
    const { spaceId, spaceName, memberCount } = invite;
    const isMember = (await findSpaceMembers(tx, spaceId, [call.userId])).length > 0;
    if (!isMember && !isOpen(invite, tx.now)) throw inviteExpired();
    const space = { id: spaceId, name: spaceName, memberCount };
    return { space, joined: isMember } as RouteAnswer<"invites.get">; // our own ids
  });
}

/** Joins a space by an invite, and its default channel. Whoever is in it already uses nothing up. */
export function acceptInvite(call: UserCall, code: string): Promise<Space> {
  const { userId } = call;
  return transact(call.engine, call.appId, async (tx) => {
    const invite = await findInvite(tx, code);
    const space = invite && (await lockSpace(tx, invite.spaceId));
    if (!space) throw inviteNotFound();
    const isMember = (await findSpaceMembers(tx, space.id, [userId])).length > 0;
    if (!isMember) {
      if (!(await useInvite(tx, code))) throw inviteExpired();
      await joinSpace(tx, space, userId);
    }
    return await getSpaceView(tx, space.id, userId);
  });
}

/** An invite as those who may hand it on see it. */
export function inviteView(row: InviteRow): Invite {
  const view = {
    ...row,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
  };
  return view as Invite; // our own ids
}

function isOpen({ expiresAt, maxUses, uses }: InviteToSpaceRow, now: Date): boolean {
  return (expiresAt === null || expiresAt > now) && (maxUses === null || uses < maxUses);
}

export function inviteNotFound(): ChatError {
  return new ChatError("invite.not_found", "There is no such invite. Ask for a new link.");
}

function inviteExpired(): ChatError {
  return new ChatError(
    "invite.expired",
    "This invite lets nobody in any more. Ask for a new link.",
  );
}
