import { z } from "zod";
import { AppId } from "../ids.ts";
import { route } from "../route.ts";

/**
 * One limit as it is in force for the app: `usual` is what it is for most, `bounds` what the platform's admin may make it for
 * one app; null where it is the same for all.
 */
const LimitItem = z.object({
  name: z.string(),
  value: z.number(),
  usual: z.number(),
  bounds: z.object({ least: z.number(), most: z.number() }).nullable(),
  unit: z.string(),
  what: z.string(),
});

const LimitsAnswer = z.object({
  limits: z.record(z.string(), z.number()),
  items: z.array(LimitItem),
});

export const limitsRoutes = {
  "apps.limits": route("apps.limits", {
    auth: "admin",
    summary: "The limits in force for one app, with the bounds of those that can be set for it",
    params: z.strictObject({ appId: AppId }),
    answer: LimitsAnswer,
    status: 200,
    errors: ["app.not_found"],
  }),
  "limits.get": route("limits.get", {
    auth: "any",
    summary: "The limits in force for the app, by name, and what each counts and does",
    answer: LimitsAnswer,
    status: 200,
    errors: [],
  }),
} as const;
