import { fn } from "storybook/test";
import { inArabic, inDark, type Meta, type Story } from "../../.storybook/story.ts";
import { ReminderDialog } from "./reminder-dialog.tsx";

export default { title: "Dialogs/ReminderDialog", component: ReminderDialog } satisfies Meta<
  typeof ReminderDialog
>;

export const Default: Story = {
  render: () => <ReminderDialog messageId="m1" onClose={fn()} />,
  parameters: { chat: (chat) => void chat.channel() },
};
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);
