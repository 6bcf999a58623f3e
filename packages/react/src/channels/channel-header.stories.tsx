import { IconButton } from "../primitives/button.tsx";
import {
  inArabic,
  inDark,
  type Meta,
  type Story,
  whenOffline,
  whileLoading,
  withChat,
} from "../../.storybook/story.ts";
import { ChannelHeader } from "./channel-header.tsx";

export default {
  title: "Channels/Header",
  component: ChannelHeader,
  parameters: { inside: "channel" },
} satisfies Meta<typeof ChannelHeader>;

export const Default: Story = {
  render: () => (
    <ChannelHeader>
      <IconButton icon="search" label="Search" />
    </ChannelHeader>
  ),
  parameters: {
    chat: (chat) =>
      void chat.channel({
        shown: {
          kind: "space",
          title: "garden",
          custom: { topic: "What grows, and what does not" },
        },
      }),
  },
};
export const Direct: Story = {
  ...Default,
  parameters: {
    chat: (chat) => {
      const other = { id: "bob", name: "Bob Martin", image: null };
      chat.server.online.add("bob");
      chat.channel({
        members: ["ada", "bob"],
        shown: { kind: "direct", title: "Bob Martin", other },
      });
    },
  },
};
export const Loading = whileLoading(Default, "channels.list", "channels.get", "sync.run");
export const Offline = whenOffline(Default);
export const Long = withChat(Default, (chat) => {
  const title = "everything about the garden behind the house of the neighbours of the club";
  chat.channel({ shown: { title, custom: { topic: `${title}, `.repeat(6) } } });
});
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);
