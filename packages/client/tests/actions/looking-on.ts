import type { ChatClient } from "../../src/chat-client.ts";
import type { MessageWindow } from "../../src/store/state.ts";
import type { ThreadStanding } from "../../src/wire/entities.ts";
import { until } from "../support/real-chat.ts";
import type { Scene } from "./scene.ts";
import { plainMessage } from "../support/plain-message.ts";

/** Looks at everything of a scene that a client can hold, as bob. */
export async function lookOn(client: ChatClient, scene: Scene): Promise<void> {
  const { cid, root, poll, spaceId } = scene;
  const channel = client.channel(cid);
  // What is not there any more is not there for whoever asks anew either.
  const tried = [
    channel.watch(),
    channel.thread(root.id).open(),
    channel.loadMembers(),
    channel.loadVotes([poll.id]),
    client.channels.loadInSpace(spaceId),
  ];
  await Promise.allSettled(tried);
  await Promise.all([
    client.loadSettings(),
    client.people.loadBlocks(),
    client.threads.load(),
    client.scheduled.load(),
    client.listFlagged({ flag: "starred" }),
    until(client, ({ spacesStatus }) => spacesStatus === "ready"),
  ]);
}

/** What a client holds of a scene, in a form in which two that hold the same are equal. */
export function heldBy(client: ChatClient, { cid, root }: Scene): unknown {
  const state = client.store.getState();
  const entry = state.channels[cid];
  const thread = entry?.threads[root.id];
  return {
    me: state.me,
    settings: state.settings,
    muted: state.muted.toSorted(),
    blocked: state.blocked.toSorted(),
    spaces: state.spaces,
    channels: Object.fromEntries(
      Object.values(state.channels)
        .filter(({ channel }) => channel !== null)
        .map(({ channel, ...of }) => [of.cid, channel])
        .toSorted(),
    ),
    messages: heldIn(entry?.channel ? entry.window : undefined),
    members: entry?.members.items,
    receipts: entry?.receipts,
    thread: {
      root: thread?.root ? plainMessage(thread.root) : null,
      replies: heldIn(thread?.window),
    },
    standing: thread?.standing && toStanding(thread.standing),
    threads: state.threadList.items.map(({ root: of, standing }) => ({
      root: of,
      standing: toStanding(standing),
    })),
    threadsUnread: state.threadList.unread,
    drafts: Object.values(state.drafts).filter(({ text }) => text !== null),
    scheduled: state.scheduled,
    votes: state.votes,
    starred: Object.keys(state.flags).filter((id) => state.flags[id]?.starred),
  };
}

function heldIn(window: MessageWindow | undefined): unknown {
  return window && { items: window.confirmed.map(plainMessage), hasNewer: window.hasNewer };
}

/** A standing without when it was counted. */
function toStanding({ following, reason, watermark, unread }: ThreadStanding): unknown {
  return { following, reason, watermark, unread };
}
