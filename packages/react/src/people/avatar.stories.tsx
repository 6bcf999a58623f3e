import { useState } from "react";
import { expect, waitFor } from "storybook/test";
import { inArabic, inDark, type Meta, type Story } from "../../.storybook/story.ts";
import { Button } from "../primitives/button.tsx";
import { Avatar } from "./avatar.tsx";

export default { title: "People/Avatar", component: Avatar } satisfies Meta<typeof Avatar>;

export const Default: Story = {
  render: () => (
    <div style={{ display: "flex", gap: "0.75rem", alignItems: "center" }}>
      {["ada", "bob", "cleo", "dev", "eve"].map((id, at) => (
        <Avatar key={id} id={id} online={at % 2 === 0} />
      ))}
      <Avatar id="ada" size="1.25rem" />
      <Avatar id="ada" size="4rem" />
    </div>
  ),
};
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);

export const SaysWhoIsThere: Story = {
  ...Default,
  name: "[A11Y-6] presence has a name, not a colour alone",
  play: async ({ canvas }) => {
    await expect(canvas.getAllByRole("img", { name: "online" })).toHaveLength(3);
    await expect(canvas.getAllByRole("img", { name: "offline" })).toHaveLength(2);
  },
};

function ComesAndGoes() {
  const [online, setOnline] = useState(true);
  return (
    <>
      <Avatar id="ada" online={online} />
      <Button onClick={() => setOnline(!online)}>Come or go</Button>
    </>
  );
}

export const DoesNotFlicker: Story = {
  name: "[TYP-4] who comes back at once was not away, and who stays away is",
  render: () => <ComesAndGoes />,
  play: async ({ canvas, canvasElement, userEvent }) => {
    const shown: (string | null)[] = [];
    new MutationObserver(() => {
      shown.push(canvasElement.querySelector('[role="img"]')?.getAttribute("aria-label") ?? null);
    }).observe(canvasElement, { subtree: true, attributes: true, childList: true });
    const button = canvas.getByRole("button");
    await userEvent.click(button);
    await userEvent.click(button);
    await userEvent.click(button);
    await canvas.findByRole("img", { name: "offline" }, { timeout: 10_000 });
    await waitFor(() => expect(shown).toEqual(["offline"]));
  },
};

export const KeepsThePlaceOfAPicture: Story = {
  name: "[LOD-2] a picture has its place before it is there, and when it never comes",
  render: () => (
    <>
      <Avatar id="ada" image="data:image/png;base64,bm90IGEgcGljdHVyZQ==" />
      <p>Below</p>
    </>
  ),
  play: async ({ canvas, canvasElement }) => {
    const top = () => canvas.getByText("Below").getBoundingClientRect().top;
    const before = top();
    const avatar = canvasElement.querySelector('[data-natter="avatar"]');
    await expect(avatar?.getBoundingClientRect().height).toBeGreaterThan(20);
    await waitFor(() => expect(canvasElement.querySelector("img")).toBeNull());
    await expect(top()).toBe(before);
  },
};
