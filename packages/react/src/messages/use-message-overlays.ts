import { useRef, useState, type RefObject } from "react";
import type { MessageOpening } from "./use-message-actions.ts";

type MenuPlace = "button" | "row" | "pointer";

export type MessageOverlaysState = {
  readonly shown: MessageOpening | "menu" | null;
  readonly open: (what: MessageOpening) => void;
  /** At the toolbar's button, at the message (as a sheet on a small touch screen), or at a point of the message. */
  readonly openMenu: (at: MenuPlace, point?: { readonly x: number; readonly y: number }) => void;
  readonly close: () => void;
  readonly menuPlace: MenuPlace;
  readonly point: { readonly x: number; readonly y: number };
  readonly rowRef: RefObject<HTMLElement | null>;
  readonly pickerRef: RefObject<HTMLButtonElement | null>;
  readonly menuRef: RefObject<HTMLButtonElement | null>;
  readonly pointRef: RefObject<HTMLSpanElement | null>;
};

/** Which menu, picker or window of a message is open, and beside what. */
export function useMessageOverlays(): MessageOverlaysState {
  const [shown, setShown] = useState<MessageOverlaysState["shown"]>(null);
  const [menu, setMenu] = useState<Pick<MessageOverlaysState, "menuPlace" | "point">>({
    menuPlace: "button",
    point: { x: 0, y: 0 },
  });
  const rowRef = useRef<HTMLElement>(null);
  return {
    shown,
    open: setShown,
    openMenu: (menuPlace, point = { x: 0, y: 0 }) => {
      setMenu({ menuPlace, point });
      setShown("menu");
    },
    close: () => {
      // What was opened where the pointer was has nothing to give the focus back to but the message.
      if (shown === "menu" && menu.menuPlace === "pointer") rowRef.current?.focus();
      setShown(null);
    },
    ...menu,
    rowRef,
    pickerRef: useRef<HTMLButtonElement>(null),
    menuRef: useRef<HTMLButtonElement>(null),
    pointRef: useRef<HTMLSpanElement>(null),
  };
}
