import { useEffect, useLayoutEffect, useRef, type RefObject } from "react";

// React warns of layout effects where there is no page.
const useBeforePaint = typeof document === "undefined" ? useEffect : useLayoutEffect;

/** A value as of the last rendering, for functions that outlive it. */
export function useLatest<Value>(value: Value): RefObject<Value> {
  const latest = useRef(value);
  useBeforePaint(() => {
    latest.current = value;
  });
  return latest;
}
