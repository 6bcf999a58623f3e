import { readStream } from "./broker/read-stream.ts";
import { ErrorCode } from "./codes.ts";
import type { HubCore } from "./hub-core.ts";
import { HubError } from "./hub-error.ts";
import type { HistoryOptions } from "./hub-options.ts";
import type { Publication, StreamPosition } from "./protocol.ts";

export type HistoryPage = StreamPosition & { readonly publications: readonly Publication[] };

/** One page of a stream's history and the stream's position. Throws `HubError` 112 when `since` is of another epoch. */
export async function readHistory(
  core: HubCore,
  channel: string,
  options: HistoryOptions,
): Promise<HistoryPage> {
  const { historyPublications: most } = core.limits;
  const asked = options.limit ?? 0;
  const limit = asked < 0 ? most : Math.min(asked, most);
  const { since, reverse } = options;
  const read = await readStream(core.broker, channel, core.streams.rules(channel), {
    since,
    limit,
    reverse,
  });
  if (since && since.epoch !== "" && since.epoch !== read.position.epoch) {
    throw new HubError(ErrorCode.unrecoverablePosition);
  }
  return { ...read.position, publications: read.publications };
}
