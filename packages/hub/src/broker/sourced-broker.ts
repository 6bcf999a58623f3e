import type { PositionSource, StreamRules } from "../hub-options.ts";
import type { Publication, StreamPosition } from "../protocol.ts";
import type { Broker, ReadRequest, ReadResult } from "./broker.ts";

/**
 * A broker whose streams begin where the owner's log is, and which finds in that log what is older
 * than its own memory.
 */
export function createSourcedBroker(broker: Broker, source: PositionSource): Broker {
  const loading = new Map<string, Promise<StreamPosition | null>>();

  /** The newest position in the log; asked once, however many wait for it. */
  function head(channel: string): Promise<StreamPosition | null> {
    let loaded = loading.get(channel);
    if (!loaded) {
      loaded = source.head(channel).finally(() => loading.delete(channel));
      loading.set(channel, loaded);
    }
    return loaded;
  }

  async function begin(
    channel: string,
    rules: StreamRules,
    request: ReadRequest,
  ): Promise<ReadResult | undefined> {
    const known = await broker.read(channel, rules, { ...request, start: "ask" });
    if (known) return known;
    // A publication may begin the stream meanwhile; the broker then goes on from there.
    const start = (await head(channel)) ?? undefined;
    return broker.read(channel, rules, { ...request, start });
  }

  return {
    ...broker,
    async read(channel, rules, request) {
      const kept = await begin(channel, rules, request);
      const { since, reverse, limit } = request;
      if (!kept || kept.isComplete || !since || reverse || !source.since) return kept;
      const { position } = kept;
      if (since.epoch !== position.epoch || since.offset > position.offset) return kept;
      const older = await source.since(channel, since.offset, limit);
      return join(since.offset, older, kept, limit);
    },
  };
}

/** Publications from the owner's log, continued with the newer ones that the broker keeps. */
function join(
  offset: number,
  older: readonly Publication[],
  kept: ReadResult,
  limit: number,
): ReadResult {
  const { position } = kept;
  const publications: Publication[] = [];
  let last = offset;
  for (const publication of [...older, ...kept.publications]) {
    const isNext = publication.offset === last + 1 && last < position.offset;
    if (!isNext || publications.length >= limit) continue;
    publications.push(publication);
    last += 1;
  }
  return { position, publications, isComplete: publications.length > 0 };
}
