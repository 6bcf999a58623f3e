import { expect, fn, waitFor } from "storybook/test";
import type { StoryChat } from "@natter/testing/story-chat";
import {
  afterError,
  inArabic,
  inDark,
  type Meta,
  type Story,
  whenOffline,
  whileLoading,
} from "../../.storybook/story.ts";
import { ChannelList } from "./channel-list.tsx";

export default {
  title: "Channels/List",
  component: ChannelList,
} satisfies Meta<typeof ChannelList>;

const open = fn();
const list = () => (
  <ChannelList
    activeCid="messaging:general"
    hrefOf={(channel) => `#${channel.cid}`}
    onOpen={(channel) => open(channel.cid)}
  />
);

function fill(chat: StoryChat): void {
  chat.channel({ messages: 4, shown: { title: "General" } });
  chat.channel({ cid: "messaging:garden", messages: 9, readSeq: 3, shown: { title: "Garden" } });
  chat.server.online.add("bob");
  chat.channel({
    ...{ cid: "messaging:bob", members: ["ada", "bob"], messages: 2 },
    shown: {
      ...{ kind: "direct", title: "Bob Martin" },
      other: { id: "bob", name: "Bob Martin", image: null },
    },
  });
}

export const Default: Story = { render: list, parameters: { chat: fill } };
export const Loading = whileLoading(Default, "channels.list", "sync.run");
export const Empty: Story = { render: list };
export const Failed = afterError(Default, "channels.list", "sync.run");
export const Offline = whenOffline(Default);
export const Long: Story = {
  render: list,
  parameters: {
    chat: (chat) => {
      for (let number = 1; number <= 60; number += 1) {
        const title = `Channel number ${number} with a name that does not fit into the list`;
        chat.channel({ cid: `messaging:c${number}`, messages: number % 3, shown: { title } });
      }
    },
  },
};
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);

export const ByKeyboard: Story = {
  ...Default,
  play: async ({ canvas, userEvent }) => {
    open.mockClear();
    const [first] = await canvas.findAllByRole("link");
    await waitFor(() => expect(canvas.getAllByRole("link")).toHaveLength(3));
    await userEvent.tab();
    await expect(document.activeElement).toHaveAttribute("aria-current", "page");
    await userEvent.keyboard("{Home}");
    await expect(canvas.getAllByRole("link")[0]).toHaveFocus();
    await userEvent.keyboard("{ArrowDown}{Enter}");
    await expect(open).toHaveBeenCalledOnce();
    await expect(first).not.toHaveFocus();
  },
};
