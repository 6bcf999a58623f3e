import { createChatClient } from "@natter/client";
import { renderToString } from "react-dom/server";
import { expect, it } from "vitest";
import { Avatar, Channel, Chat, ChatProvider, MessageInput, MessageList } from "./index.ts";

it("can be rendered where there is no document", () => {
  expect(globalThis.document).toBeUndefined();
  const client = createChatClient({
    endpoint: "http://localhost:1",
    appKey: "pk_test",
    getToken: () => Promise.reject(new Error("never asked on a server")),
  });
  const html = renderToString(
    <ChatProvider client={client} theme="dark">
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
