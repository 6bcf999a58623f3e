import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { matchTrigger, type Suggestion, type Trigger, type TriggerMatch } from "./trigger.ts";

export type TriggerPopupState = {
  /** What the caret stands behind; null while the popup is shut. */
  readonly match: TriggerMatch | null;
  readonly suggestions: readonly Suggestion[];
  readonly active: number;
  /** Whether a network is still being asked. */
  readonly isAsking: boolean;
  readonly listId: string;
  readonly optionId: (index: number) => string;
  /** Call it whenever the text or the caret changes. */
  readonly follow: (text: string, caret: number) => void;
  /** Call it before anything else is done with a key; true when the key was the popup's. */
  readonly onKeyDown: (event: KeyboardEvent) => boolean;
  readonly setActive: (index: number) => void;
  readonly accept: (index: number) => void;
  readonly close: () => void;
};

const pauseMs = 150;
const mostShown = 50;
const nothing: readonly Suggestion[] = [];

/**
 * Follows a caret and offers what its word may mean. The keyboard stays in the text area: up and down choose, Enter and
 * Tab accept, Escape shuts only this, and the keys that move the caret shut it too.
 */
export function useTriggerPopup(
  triggers: readonly Trigger[],
  onAccept: (suggestion: Suggestion, match: TriggerMatch) => void,
): TriggerPopupState {
  const listId = useId();
  const [match, setMatch] = useState<TriggerMatch | null>(null);
  const [active, setActive] = useState(0);
  /** Where somebody shut it: it stays shut for this sign. */
  const shutAt = useRef<number | null>(null);
  // The trigger may know more by now than when the popup opened.
  const trigger = triggers.find(({ id }) => id === match?.trigger.id) ?? null;
  const asked = useAsked(trigger, match?.query ?? "");
  const suggestions = useMemo(() => {
    if (match === null || trigger === null) return nothing;
    const known = trigger.find(match.query);
    const ids = new Set(known.map(({ id }) => id));
    return [...known, ...asked.found.filter(({ id }) => !ids.has(id))].slice(0, mostShown);
  }, [match, trigger, asked.found]);

  const isOpen = match !== null && suggestions.length > 0;
  const shut = () => {
    shutAt.current = match?.start ?? null;
    setMatch(null);
  };
  const accept = (index: number) => {
    const suggestion = suggestions[index];
    if (match === null || suggestion === undefined) return;
    shutAt.current = match.start;
    setMatch(null);
    onAccept(suggestion, match);
  };

  return {
    match: isOpen ? match : null,
    suggestions: isOpen ? suggestions : nothing,
    active: Math.min(active, Math.max(0, suggestions.length - 1)),
    isAsking: asked.isAsking,
    listId,
    optionId: (index) => `${listId}-${index}`,
    follow: (text, caret) => {
      const next = matchTrigger(text, caret, triggers);
      if (next === null || next.start !== shutAt.current) shutAt.current = null;
      else return setMatch(null);
      setMatch((last) => {
        const isSame =
          last?.trigger.id === next?.trigger.id &&
          last?.query === next?.query &&
          last?.start === next?.start;
        if (isSame) return last;
        setActive(0);
        return next;
      });
    },
    onKeyDown: (event) => {
      if (!isOpen) return false;
      const { length } = suggestions;
      const at = Math.min(active, length - 1);
      switch (event.key) {
        case "ArrowDown":
          setActive((at + 1) % length);
          break;
        case "ArrowUp":
          setActive((at - 1 + length) % length);
          break;
        case "Enter":
        case "Tab":
          if (event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false;
          accept(at);
          break;
        case "Escape":
          shut();
          event.stopPropagation();
          break;
        case "ArrowLeft":
        case "ArrowRight":
        case "Home":
        case "End":
          shut();
          return false; // the caret moves as it always does
        default:
          return false;
      }
      event.preventDefault();
      return true;
    },
    setActive,
    accept,
    close: shut,
  };
}

type Found = {
  readonly trigger: string;
  readonly query: string;
  readonly items: readonly Suggestion[];
};

/** What the network answers to the last question, once nobody typed for a moment; what an older one answers is dropped. */
function useAsked(
  trigger: Trigger | null,
  query: string,
): { readonly found: readonly Suggestion[]; readonly isAsking: boolean } {
  const [found, setFound] = useState<Found | null>(null);
  const [isAsking, setAsking] = useState(false);
  const ask = trigger?.ask;
  const triggerId = trigger?.id ?? null;
  useEffect(() => {
    setAsking(false);
    if (!ask || triggerId === null) return;
    let isStale = false;
    const timer = setTimeout(() => {
      setAsking(true);
      ask(query)
        .then(
          (items) => !isStale && setFound({ trigger: triggerId, query, items }),
          () => undefined, // what is known already is offered all the same
        )
        .finally(() => !isStale && setAsking(false));
    }, pauseMs);
    return () => {
      isStale = true;
      clearTimeout(timer);
    };
  }, [ask, triggerId, query]);
  const items = useMemo(() => {
    if (found === null || found.trigger !== triggerId) return nothing;
    // The last results stay while new ones are on their way, as far as they answer what is typed by now.
    return found.query === query ? found.items : found.items.filter((item) => says(item, query));
  }, [found, triggerId, query]);
  return { found: items, isAsking };
}

function says({ label, detail = "" }: Suggestion, query: string): boolean {
  return `${label} ${detail}`.toLocaleLowerCase().includes(query.toLocaleLowerCase());
}
