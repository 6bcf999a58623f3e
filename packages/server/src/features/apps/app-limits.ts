import type { AppId } from "@natter/contract";
import type { Limits } from "@natter/contract/limits";
import type { AppStates } from "./app-states.ts";

/** The limits of an app: the usual ones, and in their place what the platform's admin set for it. Without an app, the usual ones. */
export function createLimitsOf(
  states: Pick<AppStates, "of">,
  usual: Limits,
): (appId: AppId | null) => Promise<Limits> {
  return async (appId) => {
    const own = appId === null ? undefined : (await states.of(appId))?.limits;
    return own && Object.keys(own).length > 0 ? { ...usual, ...own } : usual;
  };
}
