import { expect, fn, within } from "storybook/test";
import { inArabic, inDark, type Meta, type Story } from "../../.storybook/story.ts";
import { ReportDialog } from "./report-dialog.tsx";

export default { title: "Dialogs/ReportDialog", component: ReportDialog } satisfies Meta<
  typeof ReportDialog
>;

const onClose = fn();

export const Default: Story = {
  render: () => (
    <ReportDialog
      subject={{ type: "user", id: "bob" as never }} // a user id is branded on the wire only
      name="Bob Martin"
      onClose={onClose}
    />
  ),
  parameters: { chat: (chat) => void chat.channel() },
};
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);

export const StaysWhenRefused: Story = {
  ...Default,
  name: "Says why it did not work and keeps what was written",
  parameters: {
    chat: (chat) => {
      chat.channel();
      chat.fail("me.report", { code: "report.too_many" });
    },
  },
  play: async ({ canvasElement, userEvent }) => {
    const page = within(canvasElement.ownerDocument.body);
    await userEvent.type(await page.findByRole("textbox"), "Every day again");
    await userEvent.click(page.getByRole("button", { name: "Report" }));
    const dialog = within(page.getByRole("dialog"));
    await expect(await dialog.findByRole("alert")).toBeVisible();
    await expect(page.getByRole("textbox")).toHaveValue("Every day again");
    await expect(onClose).not.toHaveBeenCalled();
  },
};
