import { expect, fn } from "storybook/test";
import { inArabic, inDark, type Meta, type Story } from "../../.storybook/story.ts";
import { Button, IconButton } from "./button.tsx";

export default { title: "Primitives/Button", component: Button } satisfies Meta<typeof Button>;

const variants = ["primary", "secondary", "ghost", "danger"] as const;

export const Default: Story = {
  render: () => (
    <p style={{ display: "flex", gap: "0.75rem", flexWrap: "wrap", alignItems: "center" }}>
      {variants.map((variant) => (
        <Button key={variant} variant={variant} icon="check">
          {variant}
        </Button>
      ))}
      <Button size="small">small</Button>
      <Button disabled>disabled</Button>
      <IconButton icon="close" label="Close" />
    </p>
  ),
};
export const Long: Story = {
  render: () => (
    <div style={{ inlineSize: "12rem" }}>
      <Button>A label that is far too long for the place that the button has on this page</Button>
    </div>
  ),
};
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);

const press = fn();
export const Busy: Story = {
  render: () => (
    <Button busy onClick={press}>
      Sending
    </Button>
  ),
  play: async ({ canvas, userEvent }) => {
    press.mockClear();
    const button = canvas.getByRole("button", { name: "Sending" });
    await userEvent.click(button);
    await expect(press).not.toHaveBeenCalled();
    await expect(button).toHaveFocus();
  },
};
