import type { SendInput, Sending, SentMessage } from "@natter/client";
import { createContext, useContext, type RefObject } from "react";

/** What the next message is about: nothing, an answer to one, or a change of one's own. */
export type ComposerMode =
  | { readonly type: "new" }
  | { readonly type: "reply"; readonly message: SentMessage }
  | { readonly type: "edit"; readonly message: SentMessage };

/** Where the list opens: at the newest message, or at the first unread one. */
export type StartAt = "latest" | "unread";

/** A wish to see a message; a new object for each. */
export type JumpWish = { readonly messageId: string };

/** What the parts inside a `Channel` share. In a thread, messages and sending are those of the thread. */
export type ChannelScope = {
  readonly cid: string;
  /** The message whose replies these are; null for the channel's own messages. */
  readonly threadId: string | null;
  readonly startAt: StartAt;
  /** Sends here: into the channel, or as a reply to the thread. */
  readonly send: (input: Omit<SendInput, "threadId">) => Sending;
  readonly mode: ComposerMode;
  readonly setMode: (mode: ComposerMode) => void;
  /** The message to be shown and lit up. */
  readonly target: JumpWish | null;
  readonly jumpTo: (messageId: string) => void;
  /** The thread that is shown beside the channel; always null inside a thread. */
  readonly openThreadId: string | null;
  /** Shows the replies of a message beside the channel, or no thread any more. */
  readonly openThread: (messageId: string | null) => void;
  /** Opens the surrounding app's search; null where there is none. */
  readonly find: (() => void) | null;
  readonly composerRef: RefObject<HTMLTextAreaElement | null>;
  readonly focusComposer: () => void;
  /** Called after the viewer sent something, so the list can show it. */
  readonly onSent: RefObject<() => void>;
  /** Marks everything read and goes to the newest message, as Escape in an empty composer does; false when nothing is unread. */
  readonly onCatchUp: RefObject<() => boolean>;
};

export const ChannelContext = createContext<ChannelScope | null>(null);

/** What the nearest `Channel` component has opened. */
export function useChannelScope(): ChannelScope {
  const scope = useContext(ChannelContext);
  if (scope === null) {
    throw new Error("There is no channel here: put a Channel around this component.");
  }
  return scope;
}
