import { builtInChannelTypes, type ChannelTypeView, type PageQuery } from "@natter/contract";
import type { AppCall } from "../../core/call.ts";
import { decodeCursor, encodeCursor } from "../../core/cursor.ts";
import { transact } from "../../core/transact.ts";
import { isBuiltIn } from "./channel-type-config.ts";
import { findChannelType, findChannelTypes } from "./channel-type-rows.ts";
import { channelTypeNotFound, channelTypeView } from "./channel-type-view.ts";

/** Every type of the app, by name. */
export function listChannelTypes(
  call: AppCall,
  { limit, cursor }: PageQuery,
): Promise<{ items: ChannelTypeView[]; next: string | null; previous: null }> {
  const [after = ""] = cursor === undefined ? [] : decodeCursor(cursor, 1);
  return transact(call.engine, call.appId, async (tx) => {
    const rows = new Map((await findChannelTypes(tx)).map((row) => [row.name, row]));
    const names = [...new Set<string>([...builtInChannelTypes, ...rows.keys()])]
      .toSorted()
      .filter((name) => name > after);
    const shown = names.slice(0, limit);
    const last = shown.at(-1);
    return {
      items: shown.map((name) => channelTypeView(name, rows.get(name) ?? null)),
      next: names.length > limit && last !== undefined ? encodeCursor([last]) : null,
      previous: null,
    };
  });
}

/** One type, or `channel_type.not_found`. */
export function getChannelType(call: AppCall, name: string): Promise<ChannelTypeView> {
  return transact(call.engine, call.appId, async (tx) => {
    const row = await findChannelType(tx, name);
    if (!row && !isBuiltIn(name)) throw channelTypeNotFound(name);
    return channelTypeView(name, row);
  });
}
