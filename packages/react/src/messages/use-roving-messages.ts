import type { ChatMessage } from "@natter/client";
import {
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
  type FocusEvent,
  type KeyboardEvent,
} from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import type { MessageRow } from "./message-rows.ts";
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
  readonly rows: readonly MessageRow<ChatMessage>[];
  readonly scroll: MessageListVirtualizer;
  readonly focused: FocusedMessage;
};

export type RovingMessages = {
  /** The one message that the Tab key reaches. */
  readonly stopKey: string | null;
  readonly focusKey: (key: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
};

/**
 * Keys in the list: up and down go from message to message, Home and End to the first and last loaded,
 * Enter goes to the buttons inside, Escape comes back; once more, it marks everything read and goes to the composer.
 * When the message with the focus is taken away, the next one has it.
 */
export function useRovingMessages({ rows, scroll, focused }: Roving): RovingMessages {
  const { focusComposer, onCatchUp } = useChannelScope();
  const { viewport, reveal } = scroll;
  const stops = useMemo(
    () => rows.filter(({ type }) => type === "message" || type === "summary").map(({ key }) => key),
    [rows],
  );

  const focusKey = useCallback(
    (key: string) => {
      reveal(key);
      focusWhenThere(viewport, key, 20);
    },
    [viewport, reveal],
  );

  const before = useRef(stops);
  useEffect(() => {
    const { key } = focused;
    const at = key === null ? -1 : before.current.indexOf(key);
    before.current = stops;
    if (key === null || at < 0 || stops.includes(key)) return;
    const next = stops[Math.min(at, stops.length - 1)];
    if (next !== undefined) focusKey(next);
  }, [stops, focused, focusKey]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (!(event.target instanceof HTMLElement)) return;
    const stop = event.target.closest<HTMLElement>("[data-stop]");
    if (!stop || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target !== stop) return insideMessage(event, stop);
    const key = stop.closest<HTMLElement>("[data-key]")?.dataset["key"];
    const at = stops.indexOf(key ?? "");
    const to = { ArrowUp: at - 1, ArrowDown: at + 1, Home: 0, End: stops.length - 1 }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      const next = stops[to];
      if (next !== undefined) focusKey(next);
      else if (to === stops.length) focusComposer();
    } else if (event.key === "Enter" && stop.tagName !== "BUTTON") {
      event.preventDefault();
      controlsOf(stop)[0]?.focus();
    } else if (event.key === "Escape") {
      event.preventDefault();
      onCatchUp.current();
      focusComposer();
    }
  };

  const { lastKey } = focused;
  const isLoaded = lastKey !== null && stops.includes(lastKey);
  return { stopKey: isLoaded ? lastKey : (stops.at(-1) ?? null), focusKey, onKeyDown };
}

function insideMessage(event: KeyboardEvent, stop: HTMLElement): void {
  const controls = controlsOf(stop);
  const at = controls.findIndex((control) => control === event.target);
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (event.key === "Escape") {
    event.preventDefault();
    stop.focus();
  } else if (step !== undefined && at >= 0) {
    event.preventDefault();
    controls[(at + step + controls.length) % controls.length]?.focus();
  }
}

function controlsOf(stop: HTMLElement): HTMLElement[] {
  return [...stop.querySelectorAll<HTMLElement>("a[href], button:not(:disabled)")];
}

// A row outside the window of rendered rows appears a frame or two after the list was scrolled to it.
function focusWhenThere(viewport: HTMLElement | null, key: string, frames: number): void {
  const row = viewport?.querySelector(`[data-key="${CSS.escape(key)}"] [data-stop]`);
  if (row instanceof HTMLElement) row.focus({ preventScroll: true });
  else if (frames > 0) requestAnimationFrame(() => focusWhenThere(viewport, key, frames - 1));
}
