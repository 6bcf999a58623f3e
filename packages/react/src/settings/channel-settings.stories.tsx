import { expect, fn, within } from "storybook/test";
import { inArabic, inDark, type Meta, type Story } from "../../.storybook/story.ts";
import { ChannelSettings } from "./channel-settings.tsx";

export default { title: "Dialogs/ChannelSettings", component: ChannelSettings } satisfies Meta<
  typeof ChannelSettings
>;

export const Default: Story = {
  render: () => <ChannelSettings cid="messaging:general" onClose={fn()} />,
  parameters: { inside: "channel", chat: (chat) => void chat.channel({ messages: 1 }) },
};
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);

export const OnlyWhatOneMay: Story = {
  ...Default,
  name: "Shows nothing that the viewer may not do",
  parameters: {
    inside: "channel",
    chat: (chat) => void chat.channel({ messages: 1, shown: { capabilities: ["read", "leave"] } }),
  },
  play: async ({ canvasElement }) => {
    const page = within(canvasElement.ownerDocument.body);
    await page.findByRole("tab", { name: "Overview" });
    await expect(page.queryByRole("tab", { name: "Posting" })).toBeNull();
    await expect(page.queryByRole("tab", { name: "Bans" })).toBeNull();
    await expect(page.queryByRole("button", { name: "Save" })).toBeNull();
  },
};
