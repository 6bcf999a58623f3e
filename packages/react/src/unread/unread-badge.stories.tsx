import { expect } from "storybook/test";
import { inArabic, inDark, type Meta, type Story } from "../../.storybook/story.ts";
import { UnreadBadge } from "./unread-badge.tsx";

export default {
  title: "Unread/Badge",
  component: UnreadBadge,
} satisfies Meta<typeof UnreadBadge>;

export const Default: Story = { render: () => <UnreadBadge count={3} /> };
/** Nothing, when there is nothing unread. */
export const Empty: Story = { render: () => <UnreadBadge count={0} /> };
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);
export const Long: Story = {
  render: () => <UnreadBadge count={1_234} />,
  play: async ({ canvas }) => {
    await expect(canvas.getByText("99+")).toBeVisible();
  },
};
