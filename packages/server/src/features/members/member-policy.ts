import { roles, type ChannelKind, type Role } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";

/** A direct channel has the two members it was made with, for ever. */
export function assertNotDirect(kind: ChannelKind): void {
  if (kind !== "direct") return;
  throw new ChatError(
    "member.direct_is_fixed",
    "A direct channel is between two people. Create a group to bring in others.",
  );
}

/** One gives only roles below one's own. */
export function assertMayGive(caller: Role, role: Role): void {
  if (isAbove(caller, role)) return;
  throw new ChatError("channel.forbidden", `As ${caller} you give only roles below your own.`);
}

/** One removes, and changes the roles of, only those below oneself. */
export function assertAbove(caller: Role, member: Role): void {
  if (isAbove(caller, member)) return;
  throw new ChatError(
    "channel.forbidden",
    `As ${caller} you have no say over the channel's ${member}.`,
  );
}

function isAbove(one: Role, other: Role): boolean {
  return roles.indexOf(one) < roles.indexOf(other);
}
