import type { ChannelTypeConfig } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { Tx } from "../../core/transact.ts";
import { isBuiltIn, resolveConfig } from "./channel-type-config.ts";
import { findChannelType } from "./channel-type-rows.ts";

/** The configuration of a type for a new channel of it; the type stays until the transaction ends. Or `channel.type_unknown`. */
export async function useChannelType(tx: Tx, type: string): Promise<ChannelTypeConfig> {
  const row = await findChannelType(tx, type, "keep");
  if (row || isBuiltIn(type)) return resolveConfig(type, row?.config ?? null);
  throw new ChatError("channel.type_unknown", `There is no channel type "${type}".`);
}

/** The configuration of a type as it is now. */
export async function configOf(tx: Tx, type: string): Promise<ChannelTypeConfig> {
  return resolveConfig(type, (await findChannelType(tx, type))?.config ?? null);
}
