import { useRef, type PointerEvent, type TouchEvent } from "react";

const holdMs = 400;

type Handlers = {
  readonly onPointerDown: (event: PointerEvent) => void;
  readonly onPointerUp: () => void;
  readonly onPointerCancel: () => void;
  readonly onPointerMove: (event: PointerEvent) => void;
  readonly onTouchEnd: (event: TouchEvent) => void;
};

/**
 * Calls after a finger has rested on an element for 400 ms; a mouse or a moving finger does nothing. Lifting that finger is no
 * click: it would press what has opened under it.
 */
export function useLongPress(onLongPress: () => void): Handlers {
  const press = useRef<{ timer: ReturnType<typeof setTimeout>; x: number; y: number } | null>(null);
  const held = useRef(false);
  const end = () => {
    if (press.current) clearTimeout(press.current.timer);
    press.current = null;
  };
  return {
    onPointerDown: (event) => {
      end();
      held.current = false;
      if (event.pointerType === "mouse") return;
      press.current = {
        timer: setTimeout(() => {
          held.current = true;
          onLongPress();
        }, holdMs),
        x: event.clientX,
        y: event.clientY,
      };
    },
    onPointerMove: (event) => {
      const start = press.current;
      if (start && Math.hypot(event.clientX - start.x, event.clientY - start.y) > 10) end();
    },
    onPointerUp: end,
    onPointerCancel: end,
    onTouchEnd: (event) => {
      if (held.current) event.preventDefault();
    },
  };
}
