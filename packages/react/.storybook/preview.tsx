import type { Preview } from "@storybook/react-vite";
import { createStoryChat } from "@natter/testing/story-chat";
import { configure } from "storybook/test";
import "../src/styles.css";
import "./preview.css";
import { holdStoryTime } from "./story-time.ts";
import { StoryFrame } from "./story-frame.tsx";
import type { ChatStoryContext } from "./story.ts";

// Patient: a machine that is busy with something else is no reason for a story to fail.
configure({ asyncUtilTimeout: 10_000 });

const preview: Preview = {
  globalTypes: {
    theme: {
      toolbar: {
        title: "Theme",
        icon: "mirror",
        items: ["light", "dark", "system"],
        dynamicTitle: true,
      },
    },
    direction: {
      toolbar: {
        ...{ title: "Language", icon: "globe", dynamicTitle: true },
        items: [
          { value: "ltr", title: "English" },
          { value: "rtl", title: "العربية" },
        ],
      },
    },
    density: {
      toolbar: { title: "Density", icon: "grow", items: ["cozy", "compact"], dynamicTitle: true },
    },
    motion: {
      toolbar: { title: "Motion", icon: "play", items: ["full", "reduced"], dynamicTitle: true },
    },
  },
  initialGlobals: {
    ...{ theme: "light", direction: "ltr", density: "cozy", motion: "full" },
    // The panel looks when it is asked to: `npm test` judges every story by itself.
    a11y: { manual: true },
  },
  parameters: { layout: "fullscreen", controls: { disable: true } },
  decorators: [
    (Story, context) => <StoryFrame context={context as ChatStoryContext}>{Story()}</StoryFrame>,
  ],
  async beforeEach(context) {
    const chat = createStoryChat();
    const letTimeGo = holdStoryTime(chat.clock);
    // One context serves a story from here to the end of its play function.
    Object.assign(context, { chat });
    await context.parameters.chat?.(chat);
    return () => {
      letTimeGo();
      chat.dispose();
    };
  },
};

export default preview;
