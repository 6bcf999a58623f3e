import type { KeyboardEvent, MouseEvent, PointerEvent, TouchEvent } from "react";
import { isApple } from "../hotkeys/is-apple.ts";
import { matchHotkey } from "../hotkeys/match-hotkey.ts";
import type { MessageAction } from "./message-action.ts";
import { useLongPress } from "./use-long-press.ts";
import type { MessageOverlaysState } from "./use-message-overlays.ts";
import { useSwipe } from "./use-swipe.ts";

export type MessageGestures = {
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly onContextMenu: (event: MouseEvent<HTMLElement>) => void;
  readonly onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  readonly onPointerCancel: (event: PointerEvent<HTMLElement>) => void;
  readonly onTouchEnd: (event: TouchEvent<HTMLElement>) => void;
};

/**
 * What keys, the right mouse button, a long press and a swipe do to a message. Selecting text, and the browser's own menu
 * on selected text and links, stay as they are.
 */
export function useMessageGestures(
  actions: readonly MessageAction[],
  overlays: MessageOverlaysState,
): MessageGestures {
  const openMenu: MessageOverlaysState["openMenu"] = (at, point) => {
    if (actions.length > 0) overlays.openMenu(at, point);
  };
  const longPress = useLongPress(() => openMenu("row"));
  const swipe = useSwipe(actions.find(({ id }) => id === "reply")?.run);

  return {
    onKeyDown: (event) => {
      if (event.target !== event.currentTarget || event.nativeEvent.isComposing) return;
      const wantsMenu = event.key === "ContextMenu" || (event.key === "F10" && event.shiftKey);
      const action = actions.find(({ shortcut }) => shortcut && isPressed(event, shortcut));
      if (!wantsMenu && !action) return;
      event.preventDefault();
      event.stopPropagation();
      if (wantsMenu) openMenu("button");
      else action?.run(event);
    },
    onContextMenu: (event) => {
      const isTouch =
        event.nativeEvent instanceof PointerEvent && event.nativeEvent.pointerType === "touch";
      if (isTouch) return event.preventDefault();
      const onLink =
        event.target instanceof Element && event.target.closest("a, img, video, audio");
      const selection = getSelection();
      const onSelection =
        selection !== null &&
        !selection.isCollapsed &&
        selection.containsNode(event.currentTarget, true);
      if (onLink || onSelection || actions.length === 0) return;
      event.preventDefault();
      const box = event.currentTarget.getBoundingClientRect();
      openMenu("pointer", { x: event.clientX - box.left, y: event.clientY - box.top });
    },
    onPointerDown: (event) => {
      longPress.onPointerDown(event);
      swipe.onPointerDown(event);
    },
    onPointerMove: (event) => {
      longPress.onPointerMove(event);
      swipe.onPointerMove(event);
    },
    onPointerUp: (event) => {
      longPress.onPointerUp();
      swipe.onPointerUp(event);
    },
    onPointerCancel: (event) => {
      longPress.onPointerCancel();
      swipe.onPointerCancel(event);
    },
    onTouchEnd: longPress.onTouchEnd,
  };
}

/** Whether a key is pressed, with Shift or without: with it, an action does not ask first. */
function isPressed(event: KeyboardEvent, shortcut: string): boolean {
  const { key, ctrlKey, metaKey, altKey } = event;
  const isKey = (shiftKey: boolean) =>
    matchHotkey({ key, ctrlKey, metaKey, altKey, shiftKey }, shortcut, isApple());
  return isKey(event.shiftKey) || isKey(false);
}
