import type { AppId } from "@natter/contract";
import { limitNotes } from "@natter/contract/limit-notes";
import type { Limits } from "@natter/contract/limits";
import type { Feature } from "../../core/feature.ts";

/** The limits in force, for clients that show or obey them. */
export function limitsFeature(limitsOf: (appId: AppId | null) => Promise<Limits>): Feature {
  return {
    name: "limits",
    handlers: {
      "limits.get": async ({ engine, appId }) => {
        const limits = await limitsOf(appId);
        const names = Object.keys(limits) as (keyof Limits)[]; // made of the table of limits
        const items = names.map((name) => {
          const { unit = "", what = "" } = limitNotes[name] ?? {};
          return { name, value: limits[name], usual: engine.limits[name], unit, what };
        });
        return { limits: { ...limits }, items };
      },
    },
  };
}
