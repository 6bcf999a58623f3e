import { ErrorCode } from "../codes.ts";
import type { HubCore } from "../hub-core.ts";
import { HubError } from "../hub-error.ts";
import type { Session } from "../session.ts";

/** Publishes what a subscriber says, with its name on it, into a stream that allows it. */
export async function publish(
  core: HubCore,
  session: Session,
  id: number,
  request: { channel: string; data: string },
): Promise<void> {
  const { channel, data } = request;
  const rules = core.streams.rules(channel);
  const subscription = session.subscriptions.get(channel);
  if (!rules.clientPublish || subscription?.state !== "live") {
    throw new HubError(ErrorCode.permissionDenied);
  }
  core.counters.publications += 1;
  await core.broker.publish({
    channel,
    rules,
    publication: { data, info: subscription.info },
    skipHistory: false,
    ephemeral: false,
    coalesceKey: undefined,
    idempotencyKey: undefined,
    position: undefined,
  });
  session.reply({ id, method: "publish" });
}
