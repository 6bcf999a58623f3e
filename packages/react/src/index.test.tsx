import { createChatClient } from "@natter/client";
import type { ReactElement } from "react";
import { renderToString } from "react-dom/server";
import { expect, it, vi } from "vitest";
import * as kit from "./index.ts";
import { arabic } from "./strings/arabic.ts";

const {
  Avatar,
  Channel,
  ChannelHeader,
  ChannelList,
  ChannelTree,
  Chat,
  ChatButton,
  ChatLauncher,
  ChatProvider,
  ConnectionBanner,
  MemberList,
  MessageInput,
  MessageList,
  SpaceRail,
  TypingIndicator,
} = kit;

const nowhere = () => "#";
const nothing = () => {};

const testClient = () =>
  createChatClient({
    endpoint: "http://localhost:1",
    appKey: "pk_test",
    getToken: () => Promise.reject(new Error("never asked on a server")),
  });

it("can be rendered where there is no document", () => {
  expect(globalThis.document).toBeUndefined();
  const html = renderToString(
    <ChatProvider client={testClient()} theme="dark">
      <Channel cid="messaging:general">
        <Avatar id="ada" online />
        <MessageList />
        <MessageInput />
      </Channel>
      <Chat />
    </ChatProvider>,
  );
  expect(html).toContain('data-natter-theme="dark"');
  expect(html).toContain('data-natter="avatar"');
  expect(html).toContain('aria-busy="true"');
  expect(html).toContain('data-natter="chat"');
});

const parts: Record<string, ReactElement> = {
  ChannelHeader: <ChannelHeader />,
  ChannelList: <ChannelList hrefOf={nowhere} onOpen={nothing} />,
  ChannelTree: <ChannelTree spaceId="s" activeCid={null} hrefOf={nowhere} onOpen={nothing} />,
  ChatButton: <ChatButton userId="bob" onOpen={nothing} />,
  ChatLauncher: <ChatLauncher />,
  ConnectionBanner: <ConnectionBanner />,
  MemberList: <MemberList cid="messaging:general" />,
  SpaceRail: <SpaceRail activeId={null} onSelect={nothing} />,
  TypingIndicator: <TypingIndicator cid="messaging:general" />,
  "Chat inbox": <Chat layout="inbox" />,
  "Chat community": <Chat layout="community" />,
  "Chat channel": <Chat layout="channel" cid="messaging:general" />,
  "Chat widget": <Chat layout="widget" cid="messaging:general" />,
  "Chat livestream": <Chat layout="livestream" cid="messaging:general" />,
};

it.each(Object.keys(parts))("%s can be rendered on a server, in both directions", (name) => {
  const complaint = vi.spyOn(console, "error").mockImplementation(nothing);
  for (const language of [{}, arabic]) {
    const html = renderToString(
      <ChatProvider client={testClient()} {...language}>
        <Channel cid="messaging:general">{parts[name]}</Channel>
      </ChatProvider>,
    );
    expect(html).toContain('data-natter="root"');
  }
  expect(complaint).not.toHaveBeenCalled();
  complaint.mockRestore();
});

it("makes a client of its own, and another for another user, without asking for a token", () => {
  const getToken = vi.fn<() => Promise<string>>(() => Promise.resolve("token"));
  const clients = new Set<unknown>();
  const Ask = () => {
    clients.add(kit.useChatClient());
    return null;
  };
  for (const userId of ["ada", "bob"]) {
    renderToString(
      <ChatProvider endpoint="http://localhost:1" appKey="pk" userId={userId} getToken={getToken}>
        <Ask />
      </ChatProvider>,
    );
  }
  expect(clients.size).toBeGreaterThanOrEqual(2);
  expect(getToken).not.toHaveBeenCalled();
});

it("lets two chats stand on one page, each with its own client, words and direction", () => {
  const html = renderToString(
    <>
      <ChatProvider client={testClient()} locale="en">
        <SpaceRail activeId={null} onSelect={nothing} />
      </ChatProvider>
      <ChatProvider client={testClient()} {...arabic}>
        <SpaceRail activeId={null} onSelect={nothing} />
      </ChatProvider>
    </>,
  );
  expect(html).toContain('lang="ar" dir="rtl"');
  expect(html).toContain("Direct messages");
  expect(html).toContain("الرسائل المباشرة");
});
