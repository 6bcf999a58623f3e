import { useEffect, useState, type ReactElement } from "react";
import { useMessageList, type LoadedMessageList } from "./message-list-context.ts";
import { useDayLabel } from "./message-row-view.tsx";

/** So long after the last movement it is still there. */
const stayMs = 1_000;

/** Which day a reader of the history has come to, while they scroll. Screen readers have the separators for that. */
export function StickyDate(): ReactElement | null {
  const list = useMessageList();
  if (list.status !== "ready" || list.scroll.atEnd || list.list.loadingOlder) return null;
  return <Moving list={list} />;
}

function Moving({ list }: { readonly list: LoadedMessageList }): ReactElement | null {
  const { viewport } = list.scroll;
  const [moving, setMoving] = useState(false);
  useEffect(() => {
    if (!viewport) return;
    let timer: ReturnType<typeof setTimeout>;
    const onScroll = () => {
      clearTimeout(timer);
      setMoving(true);
      timer = setTimeout(() => setMoving(false), stayMs);
    };
    viewport.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      clearTimeout(timer);
      viewport.removeEventListener("scroll", onScroll);
    };
  }, [viewport]);
  const row = list.rows[list.scroll.topIndex()];
  if (row?.type !== "message") return null;
  return <Day date={row.message.createdAt} moving={moving} />;
}

function Day({ date, moving }: { readonly date: Date; readonly moving: boolean }): ReactElement {
  const label = useDayLabel(date);
  return (
    <div data-natter="sticky-date" data-moving={moving ? "" : undefined} aria-hidden="true">
      {label}
    </div>
  );
}
