import type { ChannelTypeView } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { isBuiltIn, resolveConfig } from "./channel-type-config.ts";
import type { ChannelTypeRow } from "./channel-type-rows.ts";

/** A type as the app's own server sees it. */
export function channelTypeView(name: string, row: ChannelTypeRow | null): ChannelTypeView {
  return {
    name,
    builtIn: isBuiltIn(name),
    // The schema's lists may be written to, the defaults may not: a copy may.
    config: structuredClone(resolveConfig(name, row?.config ?? null)) as ChannelTypeView["config"],
    updatedAt: row?.updatedAt.toISOString() ?? null,
  };
}

export function channelTypeNotFound(name: string): ChatError {
  return new ChatError("channel_type.not_found", `There is no channel type "${name}".`);
}
