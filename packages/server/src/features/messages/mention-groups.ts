import type { MentionGroup } from "@natter/contract";
import type { Tx } from "../../core/transact.ts";
import type { ChannelAccess } from "../channels/public.ts";
import { memberIds, whichAreMembers, withRoles } from "../members/public.ts";
import { onlineAmong } from "../presence/public.ts";

/** Whom a message mentions, as its row keeps it. */
export type MentionedPeople = {
  /** Members of the channel, mentioned one by one. */
  readonly mentions: string[];
  readonly mentionGroups: string[];
  /** Those whom `here` and roles mean now; null where there are no such groups. */
  readonly mentionedIds: string[] | null;
};

type Mentioning = {
  readonly mentions?: readonly string[] | undefined;
  readonly mentionGroups?: readonly MentionGroup[] | undefined;
};

const mostMembers = 10_000;

/**
 * Decides whom a message mentions: users and roles by the members there are now, `here` by who is online now. `channel`
 * means everybody who was a member before the message, which its number says for ever: nobody is listed for it.
 */
export async function decideMentions(
  tx: Tx,
  { cid, user }: ChannelAccess,
  { mentions = [], mentionGroups = [] }: Mentioning,
): Promise<MentionedPeople> {
  const people = mentions.length > 0 ? await whichAreMembers(tx, cid, mentions) : [];
  const groups = [...mentionGroups];
  return {
    mentions: people,
    mentionGroups: groups,
    mentionedIds: await listGroups(tx, cid, user.id, groups),
  };
}

async function listGroups(
  tx: Tx,
  cid: string,
  authorId: string,
  groups: readonly MentionGroup[],
): Promise<string[] | null> {
  const roles = groups.flatMap((group) => (group.startsWith("role:") ? group.slice(5) : []));
  const isHere = groups.includes("here");
  if (roles.length === 0 && !isHere) return null;
  const [byRole, online] = await Promise.all([
    roles.length > 0 ? withRoles(tx, cid, { roles, limit: mostMembers }) : [],
    isHere ? memberIds(tx, cid, mostMembers).then((ids) => onlineAmong(tx, ids)) : [],
  ]);
  const ids = new Set([...byRole, ...online]);
  ids.delete(authorId);
  return [...ids].toSorted();
}
