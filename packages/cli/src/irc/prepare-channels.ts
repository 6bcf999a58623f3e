import { ChatError, type Channel } from "@natter/contract";
import { z } from "zod";
import type { ApiClient } from "../api-client.ts";
import { readAll } from "../read-pages.ts";
import { placeLogs, type LogToPlace } from "./place-logs.ts";

const Note = z.object({ files: z.array(z.string()) });

/** A channel that is ready for its logs, earliest log first. */
export type ReadyChannel<Log> = {
  readonly cid: string;
  readonly name: string;
  /** The time of its newest message before the import, in UTC milliseconds. */
  readonly newestAt: number | null;
  readonly logs: readonly Log[];
};

/** Decides which log goes into which channel of the space, creates the missing ones and notes the logs in them. */
export async function prepareChannels<Log extends LogToPlace>(
  api: ApiClient,
  logs: readonly Log[],
  space: { readonly id: string; readonly owner: string },
): Promise<ReadyChannel<Log>[]> {
  const existing = new Map<string, Channel>();
  for (const channel of await listChannels(api, space)) {
    if (channel.name !== null) existing.set(channel.name, channel);
  }
  const known = [...existing].map(([name, channel]) => ({
    name,
    files: new Set(notedFiles(channel)),
    lastAt: newestAt(channel),
  }));
  const ready: ReadyChannel<Log>[] = [];
  for (const place of placeLogs(logs, known)) {
    const found = existing.get(place.name);
    const files = [...place.files].toSorted();
    const channel =
      found === undefined
        ? await createChannel(api, place.name, files, space)
        : await noteFiles(api, found, files, space.owner);
    ready.push({
      cid: channel.cid,
      name: place.name,
      newestAt: found === undefined ? null : newestAt(found),
      logs: place.logs,
    });
  }
  return ready;
}

async function createChannel(
  api: ApiClient,
  name: string,
  files: readonly string[],
  space: { readonly id: string; readonly owner: string },
): Promise<Channel> {
  try {
    const { channel } = await api.call(
      "spaces.createChannel",
      {
        params: { spaceId: space.id },
        body: { name, visibility: "space", custom: { irc: { files: [...files] } } },
      },
      { actAs: space.owner },
    );
    return channel;
  } catch (error) {
    if (!(error instanceof ChatError) || error.code !== "channel.name_taken") throw error;
    // Either an earlier attempt whose answer was lost, or another import at the same time.
    const made = (await listChannels(api, space)).find((channel) => channel.name === name);
    if (made === undefined) throw error;
    return noteFiles(api, made, files, space.owner);
  }
}

async function noteFiles(
  api: ApiClient,
  channel: Channel,
  files: readonly string[],
  actAs: string,
): Promise<Channel> {
  const noted = new Set(notedFiles(channel));
  if (files.every((file) => noted.has(file))) return channel;
  const all = [...new Set([...noted, ...files])].toSorted();
  const answer = await api.call(
    "channels.update",
    { params: { cid: channel.cid }, body: { custom: { ...channel.custom, irc: { files: all } } } },
    { actAs },
  );
  return answer.channel;
}

async function listChannels(
  api: ApiClient,
  space: { readonly id: string; readonly owner: string },
): Promise<Channel[]> {
  const params = { spaceId: space.id };
  return await readAll((query) =>
    api.call("spaces.listChannels", { params, query }, { actAs: space.owner }),
  );
}

/** The logs that a channel says it holds, in its custom data, which anyone may have changed. */
function notedFiles(channel: Channel): string[] {
  const note = Note.safeParse(channel.custom["irc"]);
  return note.success ? note.data.files : [];
}

function newestAt(channel: Channel): number | null {
  return channel.lastMessage === null ? null : Date.parse(channel.lastMessage.createdAt);
}
