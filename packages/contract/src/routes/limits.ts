import { z } from "zod";
import { route } from "../route.ts";

/** One limit as it is in force for the app: `usual` is what it is for most. */
const LimitItem = z.object({
  name: z.string(),
  value: z.number(),
  usual: z.number(),
  unit: z.string(),
  what: z.string(),
});

export const limitsRoutes = {
  "limits.get": route("limits.get", {
    auth: "any",
    summary: "The limits in force for the app, by name, and what each counts and does",
    answer: z.object({ limits: z.record(z.string(), z.number()), items: z.array(LimitItem) }),
    status: 200,
    errors: [],
  }),
} as const;
