import { expect, fireEvent, screen, waitFor } from "storybook/test";
import { inArabic, inDark, type Meta, type Story } from "../../.storybook/story.ts";
import { Button } from "../primitives/button.tsx";
import { ChatProvider } from "../provider/chat-provider.tsx";
import { useChatClient } from "../provider/use-chat-client.ts";
import { HotkeyHelp, HotkeySheet } from "./hotkey-sheet.tsx";

export default { title: "Hotkeys/Sheet", component: HotkeySheet } satisfies Meta<
  typeof HotkeySheet
>;

export const Default: Story = { render: () => <HotkeySheet onClose={() => {}} /> };
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);

/** A chat with a list of messages and a composer, in the page of somebody else. */
function Page() {
  return (
    <>
      <div data-natter="message-list">
        <Button>A message</Button>
      </div>
      <label>
        Write <textarea />
      </label>
      <HotkeyHelp />
    </>
  );
}

export const OnlyWhereTheyBelong: Story = {
  name: "[KEY-1] none fires while a word is composed, nor in a field of the page around",
  render: () => <Page />,
  play: async ({ canvas, userEvent }) => {
    const field = canvas.getByRole("textbox");
    fireEvent.keyDown(field, { key: "/", ctrlKey: true, isComposing: true });
    await expect(screen.queryByRole("dialog")).toBeNull();
    const foreign = document.body.appendChild(document.createElement("input"));
    fireEvent.keyDown(foreign, { key: "/", ctrlKey: true });
    foreign.remove();
    await expect(screen.queryByRole("dialog")).toBeNull();
    await userEvent.click(field);
    await userEvent.keyboard("{Control>}/{/Control}");
    await screen.findByRole("dialog");
    // A key that a script presses is no Escape to the browser's own dialog.
    await userEvent.click(screen.getByRole("button", { name: "Close" }));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    await expect(field).toHaveFocus();
  },
};

export const LettersOnlyInTheList: Story = {
  name: "[KEY-2] a bare letter or sign is a key only while the list of messages has the focus",
  render: () => <Page />,
  play: async ({ canvas, userEvent }) => {
    const field = canvas.getByRole("textbox");
    await userEvent.type(field, "?");
    await expect(field).toHaveValue("?");
    await expect(screen.queryByRole("dialog")).toBeNull();
    canvas.getByRole("button").focus();
    await userEvent.keyboard("?");
    await screen.findByRole("dialog");
  },
};

function WithChoice() {
  const client = useChatClient();
  return (
    <>
      <ChatProvider client={client} hotkeys={false}>
        <button type="button">All off</button>
        <HotkeyHelp />
      </ChatProvider>
      <ChatProvider client={client} hotkeys={{ "sheet.open": "mod+j" }}>
        <button type="button">Another key</button>
        <HotkeyHelp />
      </ChatProvider>
    </>
  );
}

export const OffOrOtherwise: Story = {
  name: "[KEY-2] all keys can be turned off, and each can be another",
  render: () => <WithChoice />,
  play: async ({ canvas, userEvent }) => {
    canvas.getByRole("button", { name: "All off" }).focus();
    await userEvent.keyboard("{Control>}/{/Control}");
    canvas.getByRole("button", { name: "Another key" }).focus();
    await userEvent.keyboard("{Control>}/{/Control}");
    await expect(screen.queryByRole("dialog")).toBeNull();
    await userEvent.keyboard("{Control>}j{/Control}");
    await screen.findByRole("dialog");
  },
};
