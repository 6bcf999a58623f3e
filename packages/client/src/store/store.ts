export type Unsubscribe = () => void;

/** What a reader of the state sees; fit for React's `useSyncExternalStore`. */
export type Store<State> = {
  /** The current snapshot: the same object until something changes. */
  getState(): State;
  /** Calls after every change. */
  subscribe(listener: () => void): Unsubscribe;
  /** Calls only when what the selector picks is another value than before. */
  subscribe<Picked>(
    selector: (state: State) => Picked,
    listener: (picked: Picked, before: Picked) => void,
    isEqual?: (one: Picked, other: Picked) => boolean,
  ): Unsubscribe;
};

export type WritableStore<State> = Store<State> & {
  /** Replaces the state by what `change` answers; the same object means no change and nobody is told. */
  update(change: (state: State) => State): void;
};

/** Holds one immutable state. A listener that throws does not keep the others from being told. */
export function createStore<State>(
  initial: State,
  onListenerError: (error: unknown) => void,
): WritableStore<State> {
  let state = initial;
  const listeners = new Set<() => void>();

  function add(listener: () => void): Unsubscribe {
    const own = () => listener(); // the same function given twice is two subscriptions
    listeners.add(own);
    return () => void listeners.delete(own);
  }

  function subscribe<Picked>(
    first: (() => void) | ((state: State) => Picked),
    listener?: (picked: Picked, before: Picked) => void,
    isEqual: (one: Picked, other: Picked) => boolean = Object.is,
  ): Unsubscribe {
    if (listener === undefined) return add(first as () => void); // the overload with one argument
    const select = first as (state: State) => Picked; // the overload with a selector
    let before = select(state);
    return add(() => {
      const picked = select(state);
      if (isEqual(picked, before)) return;
      const last = before;
      before = picked;
      listener(picked, last);
    });
  }

  return {
    getState: () => state,
    subscribe,
    update(change) {
      const next = change(state);
      if (next === state) return;
      state = next;
      for (const listener of listeners) {
        if (!listeners.has(listener)) continue;
        try {
          listener();
        } catch (error) {
          onListenerError(error);
        }
      }
    },
  };
}

/** Whether two arrays or plain objects hold the same values: for selectors that build a new one each time. */
export function isShallowEqual<Value>(one: Value, other: Value): boolean {
  if (Object.is(one, other)) return true;
  if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
    return false;
  }
  const ours = Object.entries(one);
  const theirs = new Map(Object.entries(other));
  return (
    ours.length === theirs.size &&
    ours.every(([key, value]) => theirs.has(key) && Object.is(value, theirs.get(key)))
  );
}
