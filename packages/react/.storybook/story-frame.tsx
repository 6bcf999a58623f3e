import { StrictMode, useEffect, type ReactElement, type ReactNode } from "react";
import { Channel, ChatProvider, type Theme } from "../src/index.ts";
import { arabic } from "../src/strings/arabic.ts";
import type { ChatStoryContext, StoryParameters } from "./story.ts";

export type StoryFrameProps = {
  readonly context: ChatStoryContext;
  readonly children: ReactNode;
};

/** What stands around every story: the chat, the toolbar's choices and, where the story wants it, an open channel. */
export function StoryFrame({ context, children }: StoryFrameProps): ReactElement {
  const { chat, globals, parameters } = context;
  const { inside = "page" } = parameters as StoryParameters; // as the stories' types say
  const { theme, direction, density, motion } = globals as Record<string, string>; // of preview.tsx
  useEffect(() => {
    document.documentElement.dir = direction ?? "ltr";
    document.documentElement.lang = direction === "rtl" ? "ar" : "en";
  }, [direction]);
  return (
    <StrictMode>
      <div
        className={`story story-${inside}`}
        data-density={density}
        style={motion === "reduced" ? ({ "--natter-motion": "0s" } as object) : undefined}
      >
        <ChatProvider
          client={chat.client}
          theme={theme as Theme}
          {...(direction === "rtl" ? arabic : { locale: "en" })}
        >
          {inside === "channel" ? <Channel cid={chat.cid}>{children}</Channel> : children}
        </ChatProvider>
      </div>
    </StrictMode>
  );
}
