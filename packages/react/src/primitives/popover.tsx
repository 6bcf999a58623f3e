import { useLayoutEffect, useRef, type ReactElement, type ReactNode, type RefObject } from "react";
import { slot } from "../components/slot.tsx";
import { holdFocus } from "./hold-focus.ts";
import { Layer } from "./layer.tsx";
import { placePopover } from "./place-popover.ts";

export type PopoverProps = {
  /** What it opens beside. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
  readonly children: ReactNode;
};

/**
 * A floating surface in the browser's top layer, beside its anchor. A press outside or Escape closes it,
 * and focus goes back to the anchor. It is open for as long as it is rendered.
 */
export const Popover = slot(
  "Popover",
  function Popover({ anchor, onClose, children }: PopoverProps): ReactElement {
    const ref = useRef<HTMLDivElement>(null);
    const close = useRef(onClose);
    close.current = onClose;

    useLayoutEffect(() => {
      const element = ref.current;
      const anchorElement = anchor.current;
      if (!element || !anchorElement) return;
      const giveBack = holdFocus(anchorElement);
      element.showPopover();
      const place = () => {
        const width = window.innerWidth;
        const box = anchorElement.getBoundingClientRect();
        const isRightToLeft = getComputedStyle(element).direction === "rtl";
        const at = placePopover(
          {
            start: isRightToLeft ? width - box.right : box.left,
            top: box.top,
            width: box.width,
            height: box.height,
          },
          { width: element.offsetWidth, height: element.offsetHeight },
          { width, height: window.innerHeight },
        );
        element.style.setProperty("--popover-start", `${at.start}px`);
        element.style.setProperty("--popover-top", `${at.top}px`);
      };
      place();
      const onPointerDown = (event: PointerEvent) => {
        if (!(event.target instanceof Node)) return;
        if (!element.contains(event.target) && !anchorElement.contains(event.target))
          close.current();
      };
      window.addEventListener("resize", place);
      document.addEventListener("pointerdown", onPointerDown, true);
      return () => {
        window.removeEventListener("resize", place);
        document.removeEventListener("pointerdown", onPointerDown, true);
        if (element.contains(document.activeElement)) giveBack();
      };
    }, [anchor]);

    return (
      <Layer>
        <div
          ref={ref}
          data-natter="popover"
          popover="manual"
          onKeyDown={(event) => {
            if (event.key !== "Escape") return;
            event.stopPropagation();
            event.preventDefault();
            close.current();
          }}
        >
          {children}
        </div>
      </Layer>
    );
  },
);
