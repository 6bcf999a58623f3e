import type { SentMessage } from "@natter/client";
import { createContext, useContext, type RefObject } from "react";

/** What the next message is about: nothing, an answer to one, or a change of one's own. */
export type ComposerMode =
  | { readonly type: "new" }
  | { readonly type: "reply"; readonly message: SentMessage }
  | { readonly type: "edit"; readonly message: SentMessage };

export type ChannelScope = {
  readonly cid: string;
  readonly mode: ComposerMode;
  readonly setMode: (mode: ComposerMode) => void;
  /** The message to be shown and lit up; a new object for each wish. */
  readonly target: { readonly messageId: string } | null;
  readonly jumpTo: (messageId: string) => void;
  readonly composerRef: RefObject<HTMLTextAreaElement | null>;
  readonly focusComposer: () => void;
  /** Called after the viewer sent something, so the list can show it. */
  readonly onSent: RefObject<() => void>;
};

export const ChannelContext = createContext<ChannelScope | null>(null);

/** The channel that the nearest `Channel` component has opened. */
export function useChannelScope(): ChannelScope {
  const scope = useContext(ChannelContext);
  if (scope === null) {
    throw new Error("There is no channel here: put a Channel around this component.");
  }
  return scope;
}
