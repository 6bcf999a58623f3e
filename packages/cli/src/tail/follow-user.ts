import { Centrifuge, type Subscription } from "centrifuge";
import type { ApiClient } from "../api-client.ts";
import { CliError } from "../cli-error.ts";

type Following = {
  readonly endpoint: string;
  readonly userId: string;
  /** Also what only those hear who look at this channel: typing, presence, receipts; or all of a large one. */
  readonly cid: string | undefined;
  readonly onEvent: (event: { readonly [name: string]: unknown }) => void;
  readonly onState: (sentence: string) => void;
};

/** Follows what a user hears, live, until `stop`. Resolves once connected; lost connections come back by themselves. */
export async function followUser(
  api: ApiClient,
  { endpoint, userId, cid, onEvent, onState }: Following,
): Promise<{ stop(): void; ended: Promise<never> }> {
  const actAs = userId;
  const { path } = await api.call("realtime.token", {}, { actAs });
  const url = new URL(path, endpoint);
  url.protocol = url.protocol.replace("http", "ws");
  const centrifuge = new Centrifuge(url.href, {
    getToken: async () => (await api.call("realtime.token", {}, { actAs })).token,
  });
  const hear = ({ data }: { data: unknown }) => {
    if (typeof data === "object" && data !== null) onEvent({ ...data });
  };
  centrifuge.on("publication", hear);
  centrifuge.on("connecting", ({ reason }) => onState(`Connecting (${reason})`));
  const ended = new Promise<never>((_resolve, reject) => {
    centrifuge.on("disconnected", ({ code, reason }) => {
      if (code !== 0) reject(new CliError(`the server ended the connection: ${reason} (${code})`));
    });
  });
  // Whoever waits for it hears of it; before that it is no defect.
  ended.catch(() => undefined);
  centrifuge.connect();
  await Promise.race([centrifuge.ready(30_000), ended]);
  if (cid !== undefined) await openChannel(centrifuge, { api, actAs, cid, hear });
  return { stop: () => centrifuge.disconnect(), ended };
}

type Opening = {
  readonly api: ApiClient;
  readonly actAs: string;
  readonly cid: string;
  readonly hear: (publication: { data: unknown }) => void;
};

async function openChannel(
  centrifuge: Centrifuge,
  { api, actAs, cid, hear }: Opening,
): Promise<void> {
  const ask = () => api.call("realtime.subscribe", { body: { cid } }, { actAs });
  const first = await ask();
  for (const kind of ["signals", "durable"] as const) {
    const stream = first[kind];
    if (!stream) continue;
    const subscription: Subscription = centrifuge.newSubscription(stream.channel, {
      getToken: async () => (await ask())[kind]?.token ?? "",
    });
    subscription.on("publication", hear);
    subscription.subscribe();
    await subscription.ready(30_000);
  }
}
