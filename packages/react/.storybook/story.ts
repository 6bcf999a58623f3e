import type { Meta as AnyMeta, StoryContext, StoryObj } from "@storybook/react-vite";
import type { StoryChat } from "@natter/testing/story-chat";

/** What a story says of the world around it. */
export type StoryParameters = {
  /** Fills the chat before the story renders: channels, messages, what the server answers. */
  readonly chat?: (chat: StoryChat) => void | Promise<void>;
  /** `channel` opens the story's channel around it, as high as the window; a part alone stands on a padded page. */
  readonly inside?: "page" | "channel" | "window";
};

type WithParameters = { parameters?: StoryParameters & { readonly [name: string]: unknown } };

/** What a play function, and whatever stands around a story, is given. */
export type ChatStoryContext = StoryContext & {
  /** The chat in memory that this story plays in. */
  readonly chat: StoryChat;
};

export type Meta<Part = unknown> = AnyMeta<Part> & WithParameters;
export type Story<Part = unknown> = Omit<StoryObj<Part>, "play"> &
  WithParameters & {
    /** Begins with the rule that it shows, if it does: `[SCR-3] …` (`SPEC/ux.md`). */
    name?: string;
    play?: (context: ChatStoryContext) => void | Promise<void>;
  };

/** `export const Dark = inDark(Default);` */
export function inDark<Part>(story: Story<Part>): Story<Part> {
  return { ...withoutPlay(story), globals: { theme: "dark" } };
}

/** The same in Arabic, from right to left. */
export function inArabic<Part>(story: Story<Part>): Story<Part> {
  return { ...withoutPlay(story), globals: { direction: "rtl" } };
}

/** The same before any answer of a route has come. */
export function whileLoading<Part>(story: Story<Part>, ...routes: RouteNames): Story<Part> {
  return withChat(story, (chat) => routes.forEach((route) => void chat.hold(route)));
}

/** The same when the server refuses a route. */
export function afterError<Part>(story: Story<Part>, ...routes: RouteNames): Story<Part> {
  return withChat(story, (chat) => routes.forEach((route) => chat.fail(route)));
}

/** The same without a network. */
export function whenOffline<Part>(story: Story<Part>): Story<Part> {
  return withChat(story, (chat) => chat.goOffline());
}

/** The same with something more that happens before it renders. */
export function withChat<Part>(
  story: Story<Part>,
  more: (chat: StoryChat) => void | Promise<void>,
): Story<Part> {
  return {
    ...withoutPlay(story),
    parameters: {
      ...story.parameters,
      chat: async (chat: StoryChat) => {
        await story.parameters?.chat?.(chat);
        await more(chat);
      },
    },
  };
}

type RouteNames = Parameters<StoryChat["hold"]>[0][];

/** What happens in a story belongs to it alone, and so does its name. */
function withoutPlay<Part>({ play: _play, name: _name, ...story }: Story<Part>): Story<Part> {
  return story as Story<Part>; // the rest of a story is a story
}
