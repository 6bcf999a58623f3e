import { readStream } from "./broker/read-stream.ts";
import type { HubCore } from "./hub-core.ts";
import type { StreamRules } from "./hub-options.ts";
import { publicationFor } from "./publication-for.ts";
import type { Publication, RecoverFrom, StreamPosition, SubscribeResult } from "./protocol.ts";
import type { Subscription } from "./subscription.ts";

/** What a subscriber gets to continue from where it was, and the position it has then. */
export type Recovery = { readonly position: StreamPosition; readonly result: SubscribeResult };

/**
 * Reads a stream's position and, when the client asks, what it missed: everything, or nothing and
 * `recovered` absent. In `cache` streams what it gets is the newest publication.
 */
export async function recover(
  core: HubCore,
  { channel, rules, session: { user } }: Subscription,
  from: RecoverFrom,
): Promise<Recovery> {
  const { position, result } = await read(core, channel, rules, from);
  const publications = result.publications?.map((one) => publicationFor(one, user));
  return { position, result: { ...result, ...(publications && { publications }) } };
}

async function read(
  core: HubCore,
  channel: string,
  rules: StreamRules,
  from: RecoverFrom,
): Promise<Recovery> {
  if (!from.recover || !rules.recover) {
    const { position } = await readStream(core.broker, channel, rules, { limit: 0 });
    return { position, result: { position, wasRecovering: from.recover } };
  }
  return rules.recover === "cache"
    ? recoverNewest(core, channel, rules, from)
    : recoverAll(core, channel, rules, from);
}

async function recoverAll(
  core: HubCore,
  channel: string,
  rules: StreamRules,
  from: RecoverFrom,
): Promise<Recovery> {
  const { historyPublications: limit, recoveryBytes } = core.limits;
  const since = { offset: from.offset, epoch: from.epoch };
  const found = await readStream(core.broker, channel, rules, { since, limit });
  const { position, publications } = found;
  const isRecovered =
    found.isComplete &&
    publications.length === position.offset - from.offset &&
    bytesOf(publications) <= recoveryBytes;
  if (!isRecovered) return { position, result: { position, wasRecovering: true } };
  return {
    position,
    // The client counts up from its own offset as it takes the publications.
    result: {
      position: { offset: from.offset, epoch: position.epoch },
      wasRecovering: true,
      recovered: true,
      publications,
    },
  };
}

async function recoverNewest(
  core: HubCore,
  channel: string,
  rules: StreamRules,
  from: RecoverFrom,
): Promise<Recovery> {
  const { position, publications } = await readStream(core.broker, channel, rules, {
    limit: 1,
    reverse: true,
  });
  const isKnown = from.epoch === position.epoch && from.offset === position.offset;
  const newest = publications[0];
  const isRecovered = isKnown || newest?.offset === position.offset;
  return {
    position,
    result: {
      position,
      wasRecovering: true,
      recovered: isRecovered,
      publications: isKnown || !newest ? [] : [newest],
    },
  };
}

function bytesOf(publications: readonly Publication[]): number {
  return publications.reduce((sum, publication) => sum + publication.data.length, 0);
}
