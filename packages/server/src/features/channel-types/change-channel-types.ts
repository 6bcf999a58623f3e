import {
  callerClasses,
  type CallerClass,
  type ChannelTypeChange,
  type ChannelTypeConfig,
  type ChannelTypeView,
  type CreateChannelTypeInput,
} from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import type { AppCall } from "../../core/call.ts";
import { transact } from "../../core/transact.ts";
import { isTypeInUse } from "../channels/public.ts";
import { isBuiltIn, mergeChanges, resolveConfig } from "./channel-type-config.ts";
import {
  deleteChannelTypeRow,
  findChannelType,
  findChannelTypes,
  insertChannelType,
  saveChannelType,
} from "./channel-type-rows.ts";
import { channelTypeNotFound, channelTypeView } from "./channel-type-view.ts";

/** How many types an app may add or change. */
const typesPerApp = 100;

/** Adds a type of the app's own. It begins as `messaging` does. */
export function createChannelType(
  call: AppCall,
  { name, config }: CreateChannelTypeInput,
): Promise<ChannelTypeView> {
  if (isBuiltIn(name)) throw exists(name);
  return transact(call.engine, call.appId, async (tx) => {
    if ((await findChannelTypes(tx)).length >= typesPerApp) {
      throw new ChatError("channel_type.too_many", `An app has at most ${typesPerApp} types.`);
    }
    const row = await insertChannelType(tx, name, config);
    if (!row) throw exists(name);
    return channelTypeView(name, row);
  });
}

/** A type as it is now, and who cannot read its channels any more. */
type ChangedType = { readonly channelType: ChannelTypeView; readonly lost: readonly CallerClass[] };

/** Changes a type; what is not named stays. It holds for the next call of anybody, in every process. */
export function updateChannelType(
  call: AppCall,
  name: string,
  change: ChannelTypeChange,
): Promise<ChangedType> {
  return transact(call.engine, call.appId, async (tx) => {
    if (isBuiltIn(name)) await insertChannelType(tx, name, {});
    const row = await findChannelType(tx, name, "change");
    if (!row) throw channelTypeNotFound(name);
    const next = mergeChanges(row.config, change);
    const lost = lostReaders(resolveConfig(name, row.config), resolveConfig(name, next));
    return { channelType: channelTypeView(name, await saveChannelType(tx, name, next)), lost };
  });
}

/** Deletes a type that no channel has, or makes one that every app has as it was. */
export function deleteChannelType(call: AppCall, name: string): Promise<CallerClass[]> {
  return transact(call.engine, call.appId, async (tx) => {
    const row = await findChannelType(tx, name, "change");
    if (!row && !isBuiltIn(name)) throw channelTypeNotFound(name);
    if (!isBuiltIn(name) && (await isTypeInUse(tx, name))) {
      throw new ChatError(
        "channel_type.in_use",
        `There are channels of the type "${name}". Delete them first.`,
      );
    }
    await deleteChannelTypeRow(tx, name);
    return lostReaders(resolveConfig(name, row?.config ?? null), resolveConfig(name, null));
  });
}

/** Who could read channels of a type without being a member, and cannot any more. */
function lostReaders(before: ChannelTypeConfig, after: ChannelTypeConfig): CallerClass[] {
  const reads = ({ grants }: ChannelTypeConfig, who: CallerClass) =>
    grants.public[who]?.includes("read") ?? false;
  return callerClasses.filter((who) => reads(before, who) && !reads(after, who));
}

function exists(name: string): ChatError {
  return new ChatError("channel_type.exists", `There is a channel type "${name}" already.`);
}
