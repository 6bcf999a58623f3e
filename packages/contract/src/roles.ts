import { z } from "zod";

/** Roles from the strongest to the weakest. */
export const roles = ["owner", "admin", "moderator", "member", "guest"] as const;

export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/** Roles that can be given; ownership is only handed over. */
export const GrantedRole = z.enum(["admin", "moderator", "member", "guest"]);
export type GrantedRole = z.infer<typeof GrantedRole>;
