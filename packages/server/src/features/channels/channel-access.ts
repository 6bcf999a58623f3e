import {
  callerClassOf,
  type CallerClass,
  type ChannelTypeChange,
  type ChannelTypeConfig,
  type ChannelKind,
  type ChannelType,
  type ChannelVisibility,
  type DegradedFeature,
  type FanOutMode,
  type Role,
  type UserSummary,
} from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { sql } from "drizzle-orm";
import { statement } from "../../core/statement.ts";
import type { Tx } from "../../core/transact.ts";
import { banWeightOf, refuseBanned, shadowWeight } from "../ban-register/public.ts";
import { isBlockedPair } from "../blocks/public.ts";
import { resolveConfig, typeChangeOf, withinLimits } from "../channel-types/public.ts";
import { spaceRoleOf } from "../spaces/public.ts";
import { userSummaryJson } from "../users/public.ts";
import { isReader } from "./channel-policy.ts";
import { channels, members } from "./channel-table.ts";

/** A channel as it concerns one caller who may know of it: what every decision about it looks at. */
export type ChannelAccess = {
  readonly cid: string;
  readonly type: ChannelType;
  readonly kind: ChannelKind;
  readonly spaceId: string | null;
  readonly visibility: ChannelVisibility;
  readonly mode: FanOutMode;
  readonly frozen: boolean;
  readonly slowModeSeconds: number;
  /** How long messages stay; null for good. */
  readonly messageSeconds: number | null;
  readonly memberCount: number;
  /** What is otherwise in it, since it has many members. */
  readonly degraded: readonly DegradedFeature[];
  /** The caller's role by their member row; null for a reader who has not joined. */
  readonly role: Role | null;
  readonly spaceRole: Role | null;
  readonly joinedSeq: number;
  /** What the caller does here is seen by themselves only, and they cannot tell. */
  readonly shadowed: boolean;
  /** Between the two of a direct channel, of whom one blocked the other, nothing new is written. */
  readonly blocked: boolean;
  readonly user: UserSummary;
  readonly caller: CallerClass;
  /** What the channel's type has, and what each role may do in it. */
  readonly config: ChannelTypeConfig;
};

const placeholder = sql.placeholder;
const appId = sql`${placeholder("appId")}`;
const userId = sql`${placeholder("userId")}`;

const access = statement<{ appId: string; cid: string; userId: string; now: Date }>(
  "channel_access",
  sql`select c.cid, c.type, c.kind, c.space_id as "spaceId", c.visibility, c.mode, c.frozen,
        c.slow_mode_seconds as "slowModeSeconds", c.message_seconds as "messageSeconds", c.member_count as "memberCount",
        c.degraded, m.role,
        coalesce(m.joined_seq, 0) as "joinedSeq",
        ${typeChangeOf({ appId, type: sql`c.type` })} as "typeChange",
        ${spaceRoleOf({ appId, spaceId: sql`c.space_id`, userId })} as "spaceRole",
        ${banWeightOf({ appId, userId, cid: sql`c.cid`, now: sql`${placeholder("now")}` })} as "ban",
        case when c.kind = 'direct' then exists (
          select from ${members} o where o.app_id = c.app_id and o.cid = c.cid and o.user_id <> ${userId}
            and ${isBlockedPair({ appId, one: userId, other: sql`o.user_id` })}
        ) else false end as "blocked",
        ${userSummaryJson({ appId, userId })} as "user"
      from ${channels} c
      left join ${members} m on m.app_id = c.app_id and m.cid = c.cid and m.user_id = ${userId}
      where c.app_id = ${appId} and c.cid = ${placeholder("cid")}`,
);

/**
 * The three-level check in one statement: a user of this app, a member of the channel's space, a reader of the channel.
 * Null when the channel does not exist, when the caller may not know of it and when they are banned: all look the same.
 */
export async function readAccess(
  tx: Tx,
  cid: string,
  callerId: string,
): Promise<ChannelAccess | null> {
  const found = await lookUp(tx, cid, callerId);
  return found === "banned" ? null : found;
}

async function lookUp(
  tx: Tx,
  cid: string,
  callerId: string,
): Promise<ChannelAccess | "banned" | null> {
  const [row] = await tx.connection.query<AccessRow>(
    access.statement,
    access.bind({ appId: tx.appId, cid, userId: callerId, now: tx.now }),
  );
  const caller = callerClassOf(callerId);
  if (!row || (!row.user && caller !== "anonymous")) return null;
  const { typeChange, ban, ...rest } = row;
  const user = row.user ?? nameless(callerId);
  if (ban > shadowWeight) return "banned";
  const config = withinLimits(resolveConfig(row.type, typeChange), tx.limits);
  const shadowed = ban === shadowWeight;
  const found = { ...rest, shadowed, user, config, caller };
  return isReader(found) ? found : null;
}

/** A reader without a name, of whom nothing is kept. */
function nameless(id: string): UserSummary {
  return { id, name: "", image: null } as UserSummary; // the id of a token that was verified
}

type AccessRow = Omit<ChannelAccess, "user" | "caller" | "config" | "shadowed"> & {
  /** As `banWeightOf` says: 0 nothing, 1 a shadow ban, 2 or 3 a hard one. */
  readonly ban: number;
  readonly user: UserSummary | null;
  readonly typeChange: ChannelTypeChange | null;
};

/** The same, or `channel.not_found`; to the banned, who were told of it, `user.banned`. */
export async function getAccess(tx: Tx, cid: string, callerId: string): Promise<ChannelAccess> {
  const found = await lookUp(tx, cid, callerId);
  if (found === "banned") return await refuseBanned(tx, callerId, cid);
  if (!found) throw channelNotFound();
  return found;
}

/** One answer for a channel that does not exist and one the caller may not know of. */
export function channelNotFound(): ChatError {
  return new ChatError("channel.not_found", "There is no such channel, or you cannot see it.");
}
