import { expect, waitFor } from "storybook/test";
import { inArabic, inDark, type Meta, type Story } from "../../.storybook/story.ts";
import { ConnectionBanner } from "./connection-banner.tsx";

export default {
  title: "Connection/Banner",
  component: ConnectionBanner,
} satisfies Meta<typeof ConnectionBanner>;

/** Nothing: the connection stands. */
export const Default: Story = { render: () => <ConnectionBanner /> };
export const Offline: Story = {
  render: () => <ConnectionBanner delayMs={0} />,
  parameters: { chat: (chat) => chat.goOffline() },
  play: async ({ canvas }) => {
    await canvas.findByText(/./);
  },
};
export const Arabic: Story = { ...Offline, ...inArabic(Offline) };
export const Dark: Story = { ...Offline, ...inDark(Offline) };

export const ComesAndGoes: Story = {
  render: () => <ConnectionBanner delayMs={0} />,
  play: async ({ canvas, canvasElement, chat }) => {
    const banner = () => canvasElement.querySelector('[data-natter="connection-banner"]');
    await waitFor(() => expect(chat.client.store.getState().connection).toBe("online"));
    await waitFor(() => expect(banner()).toBeNull());
    chat.goOffline();
    await waitFor(() => expect(banner()).not.toBeNull());
    chat.goOnline();
    await canvas.findByText("Back online");
    await waitFor(() => expect(banner()).toBeNull());
  },
};
