import { createContext, useContext, type ReactNode, type ReactPortal } from "react";
import { createPortal } from "react-dom";

/** The element that carries the theme; null until it is there. */
export const LayerContext = createContext<HTMLElement | null>(null);

/**
 * Puts what floats above the page at the theme's root, so that it takes neither the styles nor the form of the
 * place it was opened from. It is rendered only after somebody acted, when there is a document.
 */
export function Layer({ children }: { readonly children: ReactNode }): ReactPortal {
  return createPortal(children, useLayer());
}

/** Where that is. It moves once, from the body, where something floats from the first rendering on: its elements are new then. */
export function useLayer(): HTMLElement {
  return useContext(LayerContext) ?? document.body;
}
