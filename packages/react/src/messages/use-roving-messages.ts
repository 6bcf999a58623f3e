import type { ChatMessage } from "@natter/client";
import { useCallback, useState, type FocusEvent, type KeyboardEvent } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import type { MessageListVirtualizer } from "./use-message-list-virtualizer.ts";

export type FocusedMessage = {
  /** The message that has the focus, or null. */
  readonly key: string | null;
  /** The message that had it last: the list's stop for the Tab key. */
  readonly lastKey: string | null;
  readonly onFocus: (event: FocusEvent) => void;
  readonly onBlur: (event: FocusEvent) => void;
};

/** Which message has the focus, so that it can stay in the page however far one scrolls. */
export function useFocusedMessage(): FocusedMessage {
  const [key, setKey] = useState<string | null>(null);
  const [lastKey, setLastKey] = useState<string | null>(null);
  return {
    key,
    lastKey,
    onFocus: (event) => {
      const focused = event.target.closest<HTMLElement>("[data-key]")?.dataset["key"];
      // A dialog or a menu of a message stands elsewhere in the page.
      if (focused === undefined) return;
      setKey(focused);
      setLastKey(focused);
    },
    onBlur: (event) => {
      if (!event.currentTarget.contains(event.relatedTarget)) setKey(null);
    },
  };
}

type Roving = {
  readonly messages: readonly ChatMessage[];
  readonly scroll: MessageListVirtualizer;
  readonly lastKey: string | null;
};

export type RovingMessages = {
  /** The one message that the Tab key reaches. */
  readonly stopKey: string | null;
  readonly focusKey: (key: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/**
 * Keys in the list: up and down go from message to message, Home and End to the first and last loaded,
 * Enter goes to the buttons inside, Escape comes back and then to the composer.
 */
export function useRovingMessages({ messages, scroll, lastKey }: Roving): RovingMessages {
  const { focusComposer } = useChannelScope();
  const { viewport, reveal } = scroll;

  const focusKey = useCallback(
    (key: string) => {
      reveal(key);
      focusWhenThere(viewport, key, 20);
    },
    [viewport, reveal],
  );

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement)) return;
    const article = event.target.closest<HTMLElement>('[data-natter="message"]');
    if (!article || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey)
      return;
    if (event.target !== article) return insideMessage(event, article);
    const key = article.closest<HTMLElement>("[data-key]")?.dataset["key"];
    const at = messages.findIndex((message) => message.key === key);
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: messages.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const next = messages[to];
      if (next) focusKey(next.key);
      else if (to === messages.length) focusComposer();
    } else if (event.key === "Enter") {
      event.preventDefault();
      controlsOf(article)[0]?.focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      focusComposer();
    }
  };

  const isLoaded = messages.some((message) => message.key === lastKey);
  return { stopKey: isLoaded ? lastKey : (messages.at(-1)?.key ?? null), focusKey, onKeyDown };
}

function insideMessage(event: KeyboardEvent, article: HTMLElement): void {
  const controls = controlsOf(article);
  const at = controls.findIndex((control) => control === event.target);
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (event.key === "Escape") {
    event.preventDefault();
    article.focus();
  } else if (step !== undefined && at >= 0) {
    event.preventDefault();
    controls[(at + step + controls.length) % controls.length]?.focus();
  }
}

function controlsOf(article: HTMLElement): HTMLElement[] {
  return [...article.querySelectorAll<HTMLElement>("a[href], button:not(:disabled)")];
}

// A row outside the window of rendered rows appears a frame or two after the list was scrolled to it.
function focusWhenThere(viewport: HTMLElement | null, key: string, frames: number): void {
  const row = viewport?.querySelector(`[data-key="${CSS.escape(key)}"] [data-natter="message"]`);
  if (row instanceof HTMLElement) row.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusWhenThere(viewport, key, frames - 1));
}
