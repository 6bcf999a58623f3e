import { ChatProvider } from "@natter/react";
import { createStoryChat, type StoryChat } from "@natter/testing/story-chat";
import type { ReactElement } from "react";
import { renderToString } from "react-dom/server";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { WithFramedAvatars } from "./components.tsx";
import { SellerPage } from "./embedding.tsx";
import { PlainRoom } from "./hooks.tsx";
import { OneChannel } from "./parts.tsx";
import { BrandedList } from "./tokens.tsx";
import { InArabic } from "./words.tsx";
import { Messenger } from "./quick-start.tsx";

let chat: StoryChat;

beforeEach(async () => {
  chat = createStoryChat();
  chat.channel({ messages: 3, readSeq: 1, shown: { title: "Garden club" } });
  chat.client.connect();
  await vi.waitUntil(() => chat.client.store.getState().connection === "online");
  await chat.client.channel(chat.cid).watch();
});

afterEach(() => chat.dispose());

function render(example: ReactElement): string {
  return renderToString(<ChatProvider client={chat.client}>{example}</ChatProvider>);
}

const list = <BrandedList hrefOf={({ cid }) => `#${cid}`} onOpen={() => {}} />;

it("the six lines are a messenger", () => {
  expect(renderToString(<Messenger userId="ada" />)).toContain('data-natter="chat"');
});

it("tokens are set around the list", () => {
  expect(render(list)).toMatch(/--natter-color-accent:light-dark\([^"]*"[^]*Garden club/);
});

it("a replaced avatar is shown around the kit's own", () => {
  const shown = render(<WithFramedAvatars>{list}</WithFramedAvatars>);
  expect(shown).toMatch(/<span data-testid="framed"><span data-natter="avatar"/);
});

it("the parts of a channel are there", () => {
  const shown = render(<OneChannel cid={chat.cid} />);
  for (const part of ["channel-header", "message-list", "typing"]) {
    expect(shown).toContain(`data-natter="${part}"`);
  }
});

it("a room of one's own shows what was said, and by whom", () => {
  expect(render(<PlainRoom cid={chat.cid} />).replaceAll("<!-- -->", "")).toContain(
    "Ada Lovelace: Good morning!",
  );
});

it("a page of another product has its button and the launcher", () => {
  const shown = render(<SellerPage sellerId="bob" />);
  expect(shown).toContain("Ask the seller");
  expect(shown).toContain('data-natter="launcher');
});

it("the words and the direction are Arabic", () => {
  const shown = renderToString(
    <InArabic client={createStoryChat().client}>
      <span />
    </InArabic>,
  );
  expect(shown).toMatch(/lang="ar" dir="rtl"/);
});
