import { createElement, lazy, Suspense, type ComponentType, type ReactElement } from "react";

/** A part that is fetched when it is first shown. Until it is there nothing shows: it opens a moment later. */
export function lazyPart<Props extends object>(
  fetchPart: () => Promise<ComponentType<Props>>,
): (props: Props) => ReactElement {
  const Part = lazy(async () => ({ default: (await fetchPart()) as ComponentType<object> }));
  return function LazyPart(props: Props) {
    return <Suspense fallback={null}>{createElement(Part, props)}</Suspense>;
  };
}
