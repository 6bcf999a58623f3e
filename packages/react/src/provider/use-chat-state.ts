import type { ChatState } from "@natter/client";
import { useCallback, useRef, useSyncExternalStore } from "react";
import { useChatClient } from "./use-chat-client.ts";

/**
 * Reads a part of the chat's state and renders again only when that part changes.
 * Give `isEqual` (`isShallowEqual` of the SDK) for a selector that makes a new array or object each time.
 */
export function useChatState<Picked>(
  selector: (state: ChatState) => Picked,
  isEqual: (one: Picked, other: Picked) => boolean = Object.is,
): Picked {
  const { store } = useChatClient();
  const last = useRef<{ readonly picked: Picked } | null>(null);
  const read = () => {
    const picked = selector(store.getState());
    if (last.current && isEqual(last.current.picked, picked)) return last.current.picked;
    last.current = { picked };
    return picked;
  };
  const subscribe = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  return useSyncExternalStore(subscribe, read, read);
}
