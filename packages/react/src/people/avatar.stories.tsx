import { expect } from "storybook/test";
import { inArabic, inDark, type Meta, type Story } from "../../.storybook/story.ts";
import { Avatar } from "./avatar.tsx";

export default { title: "People/Avatar", component: Avatar } satisfies Meta<typeof Avatar>;

export const Default: Story = {
  render: () => (
    <div style={{ display: "flex", gap: "0.75rem", alignItems: "center" }}>
      {["ada", "bob", "cleo", "dev", "eve"].map((id, at) => (
        <Avatar key={id} id={id} online={at % 2 === 0} />
      ))}
      <Avatar id="ada" size="1.25rem" />
      <Avatar id="ada" size="4rem" />
    </div>
  ),
};
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);

export const SaysWhoIsThere: Story = {
  ...Default,
  name: "[A11Y-6] presence has a name, not a colour alone",
  play: async ({ canvas }) => {
    await expect(canvas.getAllByRole("img", { name: "online" })).toHaveLength(3);
    await expect(canvas.getAllByRole("img", { name: "offline" })).toHaveLength(2);
  },
};
