import { useEffect, useState, type RefObject } from "react";

/** Whether an element is narrower than so many pixels; on a server, and until it is measured, it is not. */
export function useIsNarrow(element: RefObject<HTMLElement | null>, below: number): boolean {
  const [isNarrow, setNarrow] = useState(false);
  useEffect(() => {
    if (element.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setNarrow(entry.contentRect.width < below);
    });
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element, below]);
  return isNarrow;
}
