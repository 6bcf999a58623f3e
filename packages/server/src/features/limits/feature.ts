import type { Feature } from "../../core/feature.ts";

/** The limits in force, for clients that show or obey them. */
export const limitsFeature: Feature = {
  name: "limits",
  handlers: {
    "limits.get": async (call) => ({ limits: { ...call.engine.limits } }),
  },
};
