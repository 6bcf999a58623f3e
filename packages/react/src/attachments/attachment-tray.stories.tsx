import { expect, fireEvent, fn, userEvent, waitFor } from "storybook/test";
import type { Meta, Story } from "../../.storybook/story.ts";
import { inArabic, inDark } from "../../.storybook/story.ts";
import type { Attachment } from "./attachment-source.ts";
import { AttachmentTray } from "./attachment-tray.tsx";
import { DropZone } from "./drop-zone.tsx";

const file = (id: string, more: Partial<Attachment>): Attachment => ({
  id,
  name: `${id}.pdf`,
  size: 2_400_000,
  type: "application/pdf",
  state: "ready",
  ...more,
});
const items: readonly Attachment[] = [
  file("waiting", { state: "queued" }),
  file("half", { state: "uploading", progress: 0.5 }),
  file("being made", { state: "processing" }),
  file("roses", { name: "roses.png", type: "image/png", alt: "Red roses" }),
  file("broken", { state: "failed", reason: "The connection was lost." }),
  file("film", { state: "too-large", size: 900_000_000, reason: "25 MB is the limit." }),
  file("program", { name: "setup.exe", state: "blocked" }),
];
const source = { items, add: fn(), remove: fn(), retry: fn(), setAlt: fn() };

export default {
  title: "Composer/Attachments",
  component: AttachmentTray,
  args: { attachments: source },
  parameters: { chat: (chat) => void chat.channel() },
} satisfies Meta<typeof AttachmentTray>;

type Tray = Story<typeof AttachmentTray>;

export const EveryState: Tray = {
  play: async ({ canvas }) => {
    await expect(canvas.getByRole("progressbar", { name: "Uploading half.pdf" })).toHaveAttribute(
      "aria-valuenow",
      "50",
    );
    await userEvent.click(canvas.getByRole("button", { name: "Upload broken.pdf again" }));
    await expect(source.retry).toHaveBeenCalledWith("broken");
    await userEvent.click(canvas.getByRole("button", { name: "Remove film.pdf" }));
    await expect(source.remove).toHaveBeenCalledWith("film");
    await userEvent.type(canvas.getByRole("textbox", { name: "Description of roses.png" }), "!");
    await expect(source.setAlt).toHaveBeenCalledWith("roses", "Red roses!");
  },
};
export const Empty: Tray = { args: { attachments: { ...source, items: [] } } };
export const Dark = inDark<typeof AttachmentTray>(EveryState);
export const Arabic = inArabic<typeof AttachmentTray>(EveryState);

const onFiles = fn();
const onText = fn();

function drag(type: string, element: Element, data: DataTransfer): void {
  fireEvent(element, new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
}

function withFile(): DataTransfer {
  const data = new DataTransfer();
  data.items.add(new File(["x"], "roses.png", { type: "image/png" }));
  return data;
}

export const Drop: Story = {
  parameters: { inside: "channel" },
  render: () => (
    <DropZone name="General" onFiles={onFiles} onText={onText}>
      <p style={{ blockSize: "16rem" }}>The messages</p>
    </DropZone>
  ),
  play: async ({ canvas, canvasElement }) => {
    const zone = canvasElement.querySelector('[data-natter="drop-zone"]');
    const words = canvas.getByText("The messages");
    if (!zone) throw new Error("There is no zone.");
    drag("dragenter", zone, withFile());
    await canvas.findByText("Drop to add to General");
    // Going on to a child does not end it.
    drag("dragenter", words, withFile());
    drag("dragleave", zone, withFile());
    await canvas.findByText("Drop to add to General");
    await userEvent.keyboard("{Escape}");
    await waitFor(() => expect(canvas.queryByText("Drop to add to General")).toBeNull());
    drag("dragenter", zone, withFile());
    drag("drop", words, withFile());
    await expect(onFiles).toHaveBeenCalledTimes(1);
    await waitFor(() => expect(canvas.queryByText("Drop to add to General")).toBeNull());
    const text = new DataTransfer();
    text.setData("text/plain", "dropped words");
    drag("drop", words, text);
    await expect(onText).toHaveBeenCalledWith("dropped words");
  },
};

export const DropRefused: Story = {
  parameters: { inside: "channel" },
  render: () => (
    <DropZone name="General" onFiles={null}>
      <p style={{ blockSize: "16rem" }}>The messages</p>
    </DropZone>
  ),
  play: async ({ canvas, canvasElement }) => {
    const zone = canvasElement.querySelector('[data-natter="drop-zone"]');
    if (zone) drag("dragenter", zone, withFile());
    await canvas.findByText("Files cannot be sent here.");
  },
};
