import type { StoryChat } from "@natter/testing/story-chat";
import { expect, fn, waitFor } from "storybook/test";
import {
  afterError,
  inArabic,
  inDark,
  whenOffline,
  whileLoading,
  type Meta,
  type Story,
} from "../../.storybook/story.ts";
import { SearchPanel } from "./search-panel.tsx";

export default { title: "Panels/SearchPanel", component: SearchPanel } satisfies Meta<
  typeof SearchPanel
>;

const onOpen = fn();
const panel = () => (
  <SearchPanel cid="messaging:general" initialText="tomatoes" onOpen={onOpen} onClose={fn()} />
);

function fill(chat: StoryChat, count: number): void {
  const { messages } = chat.channel({
    messages: Math.max(2, count * 10),
    shown: { title: "General" },
  });
  const found = messages.filter(({ text }) => text.includes("tomatoes")).slice(0, count);
  const items = found.map((message) => {
    const start = message.text.indexOf("tomatoes");
    const highlights = [{ start, end: start + "tomatoes".length }];
    return {
      ...{ message, highlights, snippet: { text: message.text, highlights } },
      channel: { cid: message.cid, name: "General" },
      context: { previousId: null, nextId: null },
    };
  });
  const total = { count: items.length, isExact: true };
  chat.answer("search.query", { items, next: null, previous: null, total } as never); // as on the wire
}

export const Default: Story = {
  render: panel,
  parameters: { inside: "channel", chat: (chat) => fill(chat, 2) },
};
export const Empty: Story = {
  ...Default,
  parameters: { inside: "channel", chat: (chat) => fill(chat, 0) },
};
export const Long: Story = {
  ...Default,
  parameters: { inside: "channel", chat: (chat) => fill(chat, 20) },
};
export const Idle: Story = {
  ...Default,
  render: () => <SearchPanel onOpen={onOpen} onClose={fn()} />,
};
export const Loading = whileLoading(Default, "search.query");
export const Failed = afterError(Default, "search.query");
export const Offline = whenOffline(Default);
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);

export const MarksAndCounts: Story = {
  ...Default,
  name: "Marks the words that were looked for, and says how many messages have them",
  play: async ({ canvas, userEvent }) => {
    await expect(await canvas.findByText("2 results")).toBeVisible();
    const [mark] = await canvas.findAllByText("tomatoes", { selector: "mark" });
    await expect(mark).toBeVisible();
    await userEvent.click(canvas.getAllByRole("button", { name: /tomatoes/ })[0]!); // there are two
    await expect(onOpen).toHaveBeenCalledOnce();
  },
};

export const SaysWhatIsMissing: Story = {
  ...Empty,
  name: "[EMP-1] says what to try where nothing was found",
  play: async ({ canvas }) => {
    await waitFor(() => expect(canvas.getByText("Nothing found")).toBeVisible());
  },
};
