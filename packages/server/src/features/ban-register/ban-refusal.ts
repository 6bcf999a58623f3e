import { ChatError } from "@natter/contract/chat-error";

/** A ban as those it concerns need to know it. `cid` is '' for the whole app. */
type Standing = { readonly cid: string; readonly reason: string; readonly expiresAt: Date | null };

/** Whether a ban still holds. */
export function holds({ expiresAt }: Pick<Standing, "expiresAt">, now: Date): boolean {
  return expiresAt === null || expiresAt.getTime() > now.getTime();
}

/** The refusal that a banned person meets, with what they may know of their ban. */
export function banned({ cid, reason, expiresAt }: Standing): ChatError {
  const where = cid === "" ? "this app" : "this channel";
  const until = expiresAt === null ? "" : ` until ${expiresAt.toISOString()}`;
  return new ChatError("user.banned", `You are banned from ${where}${until}.`, {
    details: {
      cid: cid === "" ? null : cid,
      reason,
      expiresAt: expiresAt?.toISOString() ?? null,
    },
  });
}
