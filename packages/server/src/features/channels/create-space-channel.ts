import { cidOf } from "./channel-address.ts";
import type { ChannelVisibility } from "@natter/contract";
import { ChatError } from "@natter/contract/chat-error";
import { sqlState, uniqueViolation } from "../../adapters/database/port.ts";
import type { Tx } from "../../core/transact.ts";
import { insertChannel, type ChannelRow } from "./channel-rows.ts";
import { addMembers } from "./membership.ts";

type NewSpaceChannel = {
  readonly spaceId: string;
  readonly name: string;
  readonly visibility: ChannelVisibility;
  readonly custom?: Record<string, unknown> | undefined;
  readonly createdBy: string;
};

/**
 * Creates a channel of a space with its creator as owner; tell the creator with `channelAdded`. A name that the space
 * has already is `channel.name_taken`, and ends the transaction.
 */
export async function createSpaceChannel(tx: Tx, channel: NewSpaceChannel): Promise<ChannelRow> {
  const { spaceId, name, visibility, custom = {}, createdBy } = channel;
  const cid = cidOf("team", tx.engine.newId());
  const row = await insertChannel(tx, {
    ...{ cid, type: "team", kind: "space", spaceId, name, visibility, custom, createdBy },
  }).catch((error: unknown) => rethrowNameTaken(error, name));
  if (!row) throw new Error("A new channel's address was taken.");
  await addMembers(tx, row, [{ userId: createdBy, role: "owner" }]);
  return row;
}

/** Turns the database's refusal of a second channel with one name into `channel.name_taken`. */
export function rethrowNameTaken(error: unknown, name: string): never {
  if (sqlState(error) !== uniqueViolation) throw error;
  throw new ChatError("channel.name_taken", `The space has a channel named "${name}" already.`, {
    cause: error,
  });
}
