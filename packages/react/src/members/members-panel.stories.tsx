import type { StoryChat } from "@natter/testing/story-chat";
import { expect, fn } from "storybook/test";
import {
  afterError,
  inArabic,
  inDark,
  whenOffline,
  whileLoading,
  type Meta,
  type Story,
} from "../../.storybook/story.ts";
import { MembersPanel } from "./members-panel.tsx";

export default { title: "Panels/MembersPanel", component: MembersPanel } satisfies Meta<
  typeof MembersPanel
>;

const panel = () => <MembersPanel cid="messaging:general" onClose={fn()} />;

function fill(chat: StoryChat, count: number): void {
  chat.channel({ messages: 1, shown: { memberCount: count } });
  const roles = ["owner", "admin", "moderator"];
  const items = Array.from({ length: count }, (_, index) => {
    const [id, person] = [...chat.people][index] ?? [`u${index}`, { name: `Member ${index}` }];
    const user = { id, name: person.name, image: null };
    return { user, role: roles[index] ?? "member", joinedAt: "2026-01-01T00:00:00.000Z" };
  });
  chat.answer("members.list", { items, next: null, previous: null } as never); // as on the wire
}

export const Default: Story = {
  render: panel,
  parameters: { inside: "channel", chat: (chat) => fill(chat, 5) },
};
export const Long: Story = {
  ...Default,
  parameters: { inside: "channel", chat: (chat) => fill(chat, 2_000) },
};
export const Loading = whileLoading(Default, "members.list");
export const Failed = afterError(Default, "members.list");
export const Offline = whenOffline(Default);
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);

export const OnlySomeRows: Story = {
  ...Long,
  name: "Two thousand members are some dozens of rows, one Tab stop, and found by name",
  play: async ({ canvas, canvasElement, userEvent }) => {
    await canvas.findByText("Ada Lovelace");
    const rows = () => canvasElement.querySelectorAll('[data-part="member"]').length;
    await expect(rows()).toBeLessThanOrEqual(60);
    await expect(
      canvasElement.querySelectorAll('[data-part="member"] [tabindex="0"]'),
    ).toHaveLength(1);
    await userEvent.type(canvas.getByRole("searchbox", { name: "Find members" }), "Member 1999");
    await expect(await canvas.findByText("Member 1999")).toBeVisible();
    await expect(rows()).toBe(1);
  },
};
