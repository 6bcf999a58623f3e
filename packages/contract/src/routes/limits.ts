import { z } from "zod";
import { route } from "../route.ts";

export const limitsRoutes = {
  "limits.get": route("limits.get", {
    auth: "any",
    summary: "The limits in force",
    answer: z.object({ limits: z.record(z.string(), z.number()) }),
    status: 200,
    errors: [],
  }),
} as const;
