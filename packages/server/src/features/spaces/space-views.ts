import type { Space, SpaceMember } from "@natter/contract";
import type { Tx } from "../../core/transact.ts";
import { defaultChannels } from "../channels/public.ts";
import { userSummaries } from "../users/public.ts";
import { spaceNotFound } from "./space-access.ts";
import type { SpaceMemberRow } from "./space-member-rows.ts";
import { findJoinedSpaces, type JoinedSpaceRow } from "./space-rows.ts";

/** Spaces as one of their members sees them, in the order of the rows. */
export async function spaceViews(tx: Tx, rows: readonly JoinedSpaceRow[]): Promise<Space[]> {
  const defaults = await defaultChannels(
    tx,
    rows.map((row) => row.id),
  );
  return rows.map((row) => {
    const view = {
      ...{ id: row.id, name: row.name, memberCount: row.memberCount, role: row.role },
      joinPolicy: row.joinPolicy,
      defaultCid: defaults.get(row.id) ?? null,
      createdAt: row.createdAt.toISOString(),
      updatedAt: row.updatedAt.toISOString(),
    };
    return view as Space; // our own ids
  });
}

/** One space as one of its members sees it, or `space.not_found`. */
export async function getSpaceView(tx: Tx, spaceId: string, viewerId: string): Promise<Space> {
  const [space] = await spaceViews(tx, await findJoinedSpaces(tx, [spaceId], viewerId));
  if (!space) throw spaceNotFound();
  return space;
}

/** Members of a space, in the order of the rows. */
export async function spaceMemberViews(
  tx: Tx,
  rows: readonly SpaceMemberRow[],
): Promise<SpaceMember[]> {
  const people = await userSummaries(
    tx,
    rows.map((row) => row.userId),
  );
  return rows.flatMap(({ userId, role, joinedAt }) => {
    const user = people.get(userId);
    return user ? [{ user, role, joinedAt: joinedAt.toISOString() }] : [];
  });
}
