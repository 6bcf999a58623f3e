import { z } from "zod";
import { pageOf } from "./page.ts";
import { Timestamp } from "./text.ts";
import { UserSummary } from "./users.ts";

/**
 * `mute`: no notifications of somebody, and they are not seen typing. `block`: nothing passes between the two but what they
 * write in channels they share with others, which clients fold away.
 */
export const BlockKind = z.enum(["mute", "block"]);
export type BlockKind = z.infer<typeof BlockKind>;

export const Block = z.object({ user: UserSummary, createdAt: Timestamp });
export type Block = z.infer<typeof Block>;
export const BlockPage = pageOf(Block);
