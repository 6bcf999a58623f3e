import type { StoryChat } from "@natter/testing/story-chat";
import { expect, fn, screen } from "storybook/test";
import {
  afterError,
  inArabic,
  inDark,
  whenOffline,
  whileLoading,
  type Meta,
  type Story,
} from "../../.storybook/story.ts";
import { ModerationQueue } from "./moderation-queue.tsx";

export default { title: "Panels/ModerationQueue", component: ModerationQueue } satisfies Meta<
  typeof ModerationQueue
>;

const queue = () => <ModerationQueue cid="messaging:general" onOpen={fn()} />;
const decided = fn();

function fill(chat: StoryChat, count: number): void {
  const { messages } = chat.channel({ messages: Math.max(6, count) });
  const items = messages.slice(0, count).map((message, index) => ({
    ...{ id: `00000000-0000-7000-8000-0000000000${10 + index}`, cid: message.cid, userId: "bob" },
    ...{ subject: { type: "message", id: message.id }, source: "report", excerpt: message.text },
    ...{ detail: {}, status: "open", claimedBy: null, claimedAt: null, reportCount: 1 + index },
    ...{ createdAt: message.createdAt, decidedAt: null },
  }));
  chat.answer("reports.listItems", { items, next: null, previous: null } as never); // as on the wire
  chat.answer("reports.getItem", () => {
    const reason = { id: "r1", reason: "spam", text: "Advertises", reporterId: "cleo" };
    const report = { ...reason, createdAt: chat.clock.now().toISOString() };
    return { item: items[0], reports: [report], decisions: [] } as never; // as on the wire
  });
  chat.answer("reports.decide", ({ body }) => {
    decided(body);
    return { decision: { id: "d1", ...(body as object) } } as never; // as on the wire
  });
}

export const Default: Story = {
  render: queue,
  parameters: { inside: "window", chat: (chat) => fill(chat, 3) },
};
export const Empty: Story = {
  ...Default,
  parameters: { inside: "window", chat: (chat) => fill(chat, 0) },
};
export const Long: Story = {
  ...Default,
  parameters: { inside: "window", chat: (chat) => fill(chat, 30) },
};
export const Loading = whileLoading(Default, "reports.listItems");
export const Failed = afterError(Default, "reports.listItems");
export const Offline = whenOffline(Default);
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);

export const ByKeys: Story = {
  ...Default,
  name: "J goes down, D deletes and goes on to the next, with a way back",
  play: async ({ canvas, userEvent }) => {
    const cards = await canvas.findAllByRole("article");
    await expect(cards).toHaveLength(3);
    cards[0]?.focus();
    await canvas.findByText("Advertises");
    await userEvent.keyboard("jd");
    // It is there for ten seconds, said to the eye and to a screen reader.
    await expect(await screen.findByText("Undo")).toBeVisible();
    await expect(screen.getAllByText("Deleted")).toHaveLength(2);
    await expect(canvas.getAllByRole("article")).toHaveLength(2);
    await expect(decided).toHaveBeenCalledWith(expect.objectContaining({ action: "delete" }));
  },
};
