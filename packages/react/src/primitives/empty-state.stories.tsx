import { inArabic, inDark, type Meta, type Story } from "../../.storybook/story.ts";
import { Button } from "./button.tsx";
import { EmptyState } from "./empty-state.tsx";
import { Skeleton } from "./skeleton.tsx";

export default {
  title: "Primitives/Empty state",
  component: EmptyState,
} satisfies Meta<typeof EmptyState>;

export const Default: Story = {
  render: () => (
    <EmptyState icon="hash" title="No channels yet" text="Channels are where people talk.">
      <Button variant="primary">Create one</Button>
    </EmptyState>
  ),
};
export const Loading: Story = {
  render: () => (
    <div role="status" aria-label="Loading">
      <Skeleton width="60%" />
      <Skeleton width="40%" height="2rem" />
    </div>
  ),
};
export const Failed: Story = {
  render: () => (
    <EmptyState icon="alert" title="Something went wrong." role="alert">
      <Button>Try again</Button>
    </EmptyState>
  ),
};
export const Long: Story = {
  render: () => (
    <EmptyState
      icon="alert"
      title="A title that needs more than one line on any screen that is not the widest one somebody has"
      text={"And a text that says much more than is needed. ".repeat(12)}
    />
  ),
};
export const Arabic = inArabic(Default);
export const Dark = inDark(Default);
