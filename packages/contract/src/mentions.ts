import { z } from "zod";
import { roles } from "./roles.ts";

/**
 * Whom a message mentions beside single users. `channel`: every member. `here`: the members who are online when it is
 * sent. `role:<role>`: the members who have the role when it is sent.
 */
export const MentionGroup = z.enum([
  "channel",
  "here",
  ...roles.map((role) => `role:${role}` as const),
]);
export type MentionGroup = z.infer<typeof MentionGroup>;

/** Each group at most once. */
export const MentionGroups = z
  .array(MentionGroup)
  .max(MentionGroup.options.length)
  .refine((groups) => new Set(groups).size === groups.length, "name each group once");
