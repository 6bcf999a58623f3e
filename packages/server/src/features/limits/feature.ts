import type { AppId, RouteAnswer } from "@natter/contract";
import { limitNotes } from "@natter/contract/limit-notes";
import { appLimitBounds, isAppLimit, type Limits } from "@natter/contract/limits";
import type { Engine } from "../../core/engine.ts";
import type { Feature } from "../../core/feature.ts";
import { getApp } from "../apps/public.ts";

/** The limits in force, for clients that show or obey them, and for the admin who sets them. */
export function limitsFeature(usual: Limits): Feature {
  async function show(engine: Engine, appId: AppId | null): Promise<RouteAnswer<"limits.get">> {
    const limits = await engine.limitsOf(appId);
    const names = Object.keys(limits) as (keyof Limits)[]; // made of the table of limits
    const items = names.map((name) => {
      const { unit = "", what = "" } = limitNotes[name] ?? {};
      const bounds = boundsOf(name);
      return { name, value: limits[name], usual: usual[name], bounds, unit, what };
    });
    return { limits: { ...limits }, items };
  }

  return {
    name: "limits",
    handlers: {
      "limits.get": ({ engine, appId }) => show(engine, appId),
      "apps.limits": async ({ engine }, { params }) => {
        await getApp(engine, params.appId);
        return await show(engine, params.appId);
      },
    },
  };
}

function boundsOf(name: keyof Limits): { least: number; most: number } | null {
  if (!isAppLimit(name)) return null;
  const [least, most] = appLimitBounds[name];
  return { least, most };
}
