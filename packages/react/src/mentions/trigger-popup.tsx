import { useEffect, useLayoutEffect, useRef, type ReactElement, type RefObject } from "react";
import { useAnnounce } from "../announcer/announcer.tsx";
import { Layer } from "../primitives/layer.tsx";
import { slot } from "../components/slot.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { placeAbove } from "./place-above.ts";
import type { TriggerPopupState } from "./use-trigger-popup.ts";

export type TriggerPopupProps = {
  readonly popup: TriggerPopupState;
  /** The box it belongs to, and the width it takes. */
  readonly anchor: RefObject<HTMLElement | null>;
};

/** What the word at the caret may mean, as a list above the composer. The focus stays where one writes. */
export const TriggerPopup = slot("TriggerPopup", DefaultTriggerPopup);

function DefaultTriggerPopup({ popup, anchor }: TriggerPopupProps): ReactElement | null {
  const { match, suggestions } = popup;
  const strings = useStrings();
  const announce = useAnnounce();
  const count = match === null ? 0 : suggestions.length;
  useEffect(() => {
    if (count === 0) return;
    const timer = setTimeout(() => announce(strings("mention.count", { count })), 400);
    return () => clearTimeout(timer);
  }, [count, announce, strings]);
  return match === null ? null : <OpenPopup popup={popup} anchor={anchor} />;
}

function OpenPopup({ popup, anchor }: TriggerPopupProps): ReactElement {
  const { match, suggestions, active, isAsking, listId, optionId, setActive, accept } = popup;
  const ref = useRef<HTMLDivElement>(null);
  const close = useRef(popup.close);
  close.current = popup.close;

  useLayoutEffect(() => {
    const list = ref.current;
    const box = anchor.current;
    if (!list || !box) return;
    if (!list.matches(":popover-open")) list.showPopover();
    const place = () => {
      const rect = box.getBoundingClientRect();
      const view = window.visualViewport;
      const at = placeAbove(rect, list.scrollHeight, {
        top: view?.offsetTop ?? 0,
        height: view?.height ?? window.innerHeight,
      });
      list.dataset["side"] = at.side;
      const isRtl = getComputedStyle(list).direction === "rtl";
      const start = isRtl ? window.innerWidth - rect.right : rect.left;
      list.style.setProperty("--popup-start", `${start}px`);
      list.style.setProperty("--popup-width", `${rect.width}px`);
      list.style.setProperty("--popup-offset", `${at.offset}px`);
      list.style.setProperty("--popup-room", `${at.maxHeight}px`);
    };
    place();
    window.addEventListener("resize", place);
    window.visualViewport?.addEventListener("resize", place);
    return () => {
      window.removeEventListener("resize", place);
      window.visualViewport?.removeEventListener("resize", place);
    };
  }, [anchor, suggestions]);

  useEffect(() => {
    const onPointerDown = (event: PointerEvent) => {
      if (event.target instanceof Node && !anchor.current?.contains(event.target)) {
        if (!ref.current?.contains(event.target)) close.current();
      }
    };
    document.addEventListener("pointerdown", onPointerDown, true);
    return () => document.removeEventListener("pointerdown", onPointerDown, true);
  }, [anchor]);

  useEffect(() => {
    ref.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: "nearest" });
  }, [active]);

  return (
    <Layer>
      <div
        ref={ref}
        id={listId}
        popover="manual"
        data-natter="trigger-popup"
        data-trigger={match?.trigger.id}
        role="listbox"
        aria-label={match?.trigger.label}
        aria-busy={isAsking}
      >
        {suggestions.map((suggestion, index) => (
          <div
            key={suggestion.id}
            id={optionId(index)}
            role="option"
            aria-selected={index === active}
            tabIndex={-1}
            // The press must not take the focus away from the text.
            onPointerDown={(event) => event.preventDefault()}
            onPointerMove={() => index !== active && setActive(index)}
            onClick={() => accept(index)}
            onKeyDown={() => undefined}
          >
            {suggestion.picture !== undefined && (
              <span data-part="picture" aria-hidden="true">
                {suggestion.picture}
              </span>
            )}
            <bdi data-part="label">{suggestion.label}</bdi>
            {suggestion.detail !== undefined && <bdi data-part="detail">{suggestion.detail}</bdi>}
          </div>
        ))}
      </div>
    </Layer>
  );
}
