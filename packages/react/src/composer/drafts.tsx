import { createContext, useContext, useState, type ReactElement, type ReactNode } from "react";

/** Texts begun and not sent, by channel. They live as long as the page. */
export type Drafts = Map<string, string>;

const DraftsContext = createContext<Drafts>(new Map());

export function useDrafts(): Drafts {
  return useContext(DraftsContext);
}

export function DraftsProvider({ children }: { readonly children: ReactNode }): ReactElement {
  const [drafts] = useState<Drafts>(() => new Map());
  return <DraftsContext.Provider value={drafts}>{children}</DraftsContext.Provider>;
}
