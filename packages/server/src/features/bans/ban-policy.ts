import { roles, type ChannelKind, type Role } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";

/** Two people in a direct channel are equal: they block each other, nobody bans. */
export function assertNotDirectBan(kind: ChannelKind): void {
  if (kind !== "direct") return;
  throw new ChatError(
    "member.direct_is_fixed",
    "Nobody is banned from a direct channel. Block the other person instead.",
  );
}

/** One bans only those below oneself; a server key bans anybody. */
export function assertMayBan(banning: Role | "server", banned: Role | null): void {
  if (banning === "server") return;
  if (banned === null || roles.indexOf(banning) < roles.indexOf(banned)) return;
  throw new ChatError(
    "channel.forbidden",
    `As ${banning} you cannot ban the channel's ${banned}: it takes a role above theirs.`,
    { details: { capability: "ban" } },
  );
}
