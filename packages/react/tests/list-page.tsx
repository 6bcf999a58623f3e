import "@natter/react/styles.css";
import type { ChatState, SentMessage } from "@natter/client";
import { systemClock, systemRandom } from "@natter/client";
import {
  Avatar,
  Channel,
  ChatProvider,
  MessageInput,
  MessageList,
  Thread,
  type AvatarProps,
} from "@natter/react";
import {
  addMessage,
  deleteMessage,
  editMessage,
  reactTo,
} from "@natter/testing/model/model-channel";
import { cid, createModelClient } from "@natter/testing/model/model-client";
import { StrictMode, useEffect, useState, version, type ReactElement } from "react";
import { createRoot } from "react-dom/client";
import type {
  ListPage,
  ListPageOptions,
} from "../../../tests/browser/support/list-page/list-page-api.ts";

const options: ListPageOptions = JSON.parse(decodeURIComponent(location.hash.slice(1)) || "{}");

// Time runs in the page as everywhere; a test that needs another time sets the browser's clock.
const model = createModelClient({ clock: systemClock, random: systemRandom });
const channel = model.server.channel(cid);
const { count = 0, read = count } = options;
for (let number = 1; number <= count; number += 1) {
  const text = `Line ${number} ${"and so it goes on ".repeat(number % 9)}`.trim();
  const message = addMessage(channel, options.senders?.[number % options.senders.length] ?? "bob", {
    text,
  });
  if (options.system?.includes(number)) Object.assign(message, { kind: "system", sender: null });
}
if (options.direct) channel.members.delete("cy");
channel.members.set("ada", { generation: 0, seq: read });
model.server.publish();

let setWidth: (width: number) => void = () => {};
let avatars = 0;
let failing: string | null = null;
let release: (() => void) | null = null;
let held: Promise<void> | null = null;
let heldName = "";
const { stuck } = window as { stuck?: string };
model.server.fault = ({ name, query }) => {
  if (name === failing) return "network";
  // The model shows any history for a message that it does not have; a server says that there is none.
  const around = name === "messages.list" ? query["around"] : undefined;
  const isKnown = around?.startsWith("s_") || channel.messages.some(({ id }) => id === around);
  if (around === undefined || isKnown) return null;
  return { status: 404, code: "message.not_found" };
};
model.server.delay = ({ name }) => (name === heldName ? held : null);

type WritableStore = { update(change: (state: ChatState) => ChatState): void };

const stateNow = (): ChatState => model.client.store.getState();
const page: ListPage = {
  reactVersion: version,
  say(texts, from = "bob") {
    const said = texts.map((text) => addMessage(channel, from, { text }).id);
    model.server.publish();
    return said;
  },
  edit(seq, text) {
    editMessage(channel, idOf(seq), text);
    model.server.publish();
  },
  remove(seq) {
    deleteMessage(channel, idOf(seq));
    model.server.publish();
  },
  vanish(seq) {
    const store = model.client.store as unknown as WritableStore; // what a client holds it by
    store.update((state) => {
      const entry = state.channels[cid];
      if (!entry) return state;
      const confirmed = entry.window.confirmed.filter((message) => message.seq !== seq);
      const window = { ...entry.window, confirmed, items: confirmed };
      return { ...state, channels: { ...state.channels, [cid]: { ...entry, window } } };
    });
  },
  react(seq, emoji) {
    reactTo(channel, idOf(seq), "bob", emoji, true);
    model.server.publish();
  },
  fail: (name) => void (failing = name),
  hold,
  release() {
    heldName = "";
    release?.();
  },
  calls: (name) => model.server.calls.filter((call) => call.name === name).map(({ body }) => body),
  asked: (name) => model.server.calls.filter((call) => call.name === name).length,
  loaded: () => stateNow().channels[cid]?.window.items.map(({ seq }) => seq) ?? [],
  unread: () => stateNow().channels[cid]?.channel?.unread.count ?? 0,
  readSeq: () => stateNow().channels[cid]?.channel?.membership?.watermark.seq ?? 0,
  idOf,
  width: (width) => setWidth(width),
  avatars: () => avatars,
  goOffline() {
    model.holding = true;
    model.realtime.goOffline();
  },
  goOnline(continuity) {
    model.holding = false;
    const missed = model.held.splice(0);
    model.realtime.goOnline(continuity);
    // What a server that still has it hands over before anything new.
    if (continuity === "recovered") for (const event of missed) model.realtime.feed(event);
  },
  keepOpen: () => model.client.channel(cid).watch(),
  loadAll(total) {
    // A window of that size page by page would be a test of the server's model: it is put there at once.
    const store = model.client.store as unknown as WritableStore; // what a client holds it by
    store.update((state) => {
      const entry = state.channels[cid];
      const last = entry?.window.confirmed.at(-1);
      if (!entry || !last) return state;
      const confirmed = Array.from({ length: total }, (_, at): SentMessage => {
        const seq = last.seq - total + 1 + at;
        const known = entry.window.confirmed.find((message) => message.seq === seq);
        const text = `Line ${seq} ${"and so it goes on ".repeat(Math.abs(seq) % 9)}`;
        return known ?? { ...last, id: `line-${seq}`, key: `line-${seq}`, seq, text };
      });
      const window = { ...entry.window, confirmed, items: confirmed, hasOlder: false };
      return { ...state, channels: { ...state.channels, [cid]: { ...entry, window } } };
    });
  },
};
Object.assign(window, { natter: page });
// A test that wants a call to hang from the beginning says so before the page begins.
if (stuck !== undefined) hold(stuck);

function hold(name: string): void {
  heldName = name;
  held = new Promise((done) => (release = done));
}

function idOf(seq: number): string {
  return channel.messages[seq - 1]?.id ?? "";
}

function CountedAvatar(props: AvatarProps): ReactElement {
  useEffect(() => {
    avatars += 1;
  });
  return <Avatar {...props} />;
}

function Page(): ReactElement {
  const [width, change] = useState(options.width ?? 700);
  const [target, setTarget] = useState(options.messageId);
  const [shown, setShown] = useState(true);
  useEffect(() => {
    setWidth = change;
    page.show = setShown;
    page.jump = setTarget;
  }, []);
  return (
    <ChatProvider client={model.client} components={{ Avatar: CountedAvatar }}>
      <button type="button" id="before">
        Before
      </button>
      <section
        aria-label="Pane"
        style={{ display: "flex", flexDirection: "column", inlineSize: width, blockSize: 500 }}
      >
        {shown && (
          <Channel
            cid={cid}
            messageId={target}
            startAt={options.startAt}
            onFind={() => (page.finds = (page.finds ?? 0) + 1)}
          >
            <MessageList {...options.list} />
            <MessageInput />
            <Thread />
          </Channel>
        )}
      </section>
    </ChatProvider>
  );
}

const root = document.createElement("div");
document.body.append(root);
createRoot(root).render(
  options.strict ? (
    <StrictMode>
      <Page />
    </StrictMode>
  ) : (
    <Page />
  ),
);
