import {
  createContext,
  useCallback,
  useContext,
  useMemo,
  useRef,
  useState,
  type ReactElement,
  type ReactNode,
} from "react";

type Announce = (text: string, urgency?: "polite" | "assertive") => void;

const AnnounceContext = createContext<Announce>(() => {});

/** Tells a screen reader something that is otherwise only seen. */
export function useAnnounce(): Announce {
  return useContext(AnnounceContext);
}

/** Holds the two live regions, which have to be in the page before anything is said in them. */
export function Announcer({ children }: { readonly children: ReactNode }): ReactElement {
  const [polite, setPolite] = useState("");
  const [assertive, setAssertive] = useState("");
  const turn = useRef(false);
  const announce = useCallback<Announce>((text, urgency = "polite") => {
    // A region that gets the same text twice stays silent, so every other one ends in a blank.
    turn.current = !turn.current;
    const set = urgency === "polite" ? setPolite : setAssertive;
    set(turn.current ? text : `${text}\u00a0`);
  }, []);
  return (
    <AnnounceContext.Provider value={announce}>
      {useMemo(
        () => (
          <>
            <div data-natter="visually-hidden" role="status" aria-live="polite">
              {polite}
            </div>
            <div data-natter="visually-hidden" role="alert" aria-live="assertive">
              {assertive}
            </div>
          </>
        ),
        [polite, assertive],
      )}
      {children}
    </AnnounceContext.Provider>
  );
}
