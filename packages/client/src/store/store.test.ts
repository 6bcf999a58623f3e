import { expect, test, vi } from "vitest";
import { createStore, isShallowEqual } from "./store.ts";

function make() {
  const onError = vi.fn<(error: unknown) => void>();
  return { onError, store: createStore({ a: 1, b: 1 }, onError) };
}

test("a listener is told of a change, and not of an update that changes nothing", () => {
  const { store } = make();
  const listener = vi.fn<() => void>();
  store.subscribe(listener);
  store.update((state) => state);
  expect(listener).not.toHaveBeenCalled();
  store.update((state) => ({ ...state, a: 2 }));
  expect(listener).toHaveBeenCalledOnce();
  expect(store.getState()).toEqual({ a: 2, b: 1 });
});

test("a selector's listener is told only when what it picks changes, with the value before", () => {
  const { store } = make();
  const listener = vi.fn<(picked: number, before: number) => void>();
  store.subscribe((state) => state.a, listener);
  store.update((state) => ({ ...state, b: 2 }));
  expect(listener).not.toHaveBeenCalled();
  store.update((state) => ({ ...state, a: 3 }));
  expect(listener).toHaveBeenCalledExactlyOnceWith(3, 1);
});

test("a selector that builds a new array each time is compared as it asks to be", () => {
  const { store } = make();
  const listener = vi.fn<() => void>();
  store.subscribe((state) => [state.a], listener, isShallowEqual);
  store.update((state) => ({ ...state, b: 2 }));
  expect(listener).not.toHaveBeenCalled();
});

test("a listener that throws does not keep the others from being told", () => {
  const { store, onError } = make();
  const listener = vi.fn<() => void>();
  store.subscribe(() => {
    throw new Error("mine");
  });
  store.subscribe(listener);
  store.update((state) => ({ ...state, a: 2 }));
  expect(listener).toHaveBeenCalledOnce();
  expect(onError).toHaveBeenCalledOnce();
});

test("whoever has unsubscribed is not told, even in the middle of telling", () => {
  const { store } = make();
  const second = vi.fn<() => void>();
  store.subscribe(() => stop());
  const stop = store.subscribe(second);
  store.update((state) => ({ ...state, a: 2 }));
  expect(second).not.toHaveBeenCalled();
});

test("the same function given twice is two subscriptions", () => {
  const { store } = make();
  const listener = vi.fn<() => void>();
  const stop = store.subscribe(listener);
  store.subscribe(listener);
  stop();
  store.update((state) => ({ ...state, a: 2 }));
  expect(listener).toHaveBeenCalledOnce();
});

test.each([
  [[1, 2], [1, 2], true],
  [[1, 2], [2, 1], false],
  [{ a: 1 }, { a: 1 }, true],
  [{ a: 1 }, { a: 1, b: 2 }, false],
  [{ a: undefined }, { b: undefined }, false],
  [null, {}, false],
])("%j and %j are shallowly equal: %s", (one, other, equal) => {
  expect(isShallowEqual<unknown>(one, other)).toBe(equal);
});
