import { Button, EmptyState } from "@natter/react";
import type { ReactElement } from "react";
import { useLocation } from "wouter";
import { paths } from "../app/paths.ts";
import { useWords } from "../words/language-provider.tsx";

export type NotFoundPageProps = { readonly what: "page" | "space" | "channel" };

/** The same answer for what does not exist and for what one may not see. */
export function NotFoundPage({ what }: NotFoundPageProps): ReactElement {
  const w = useWords();
  const [, navigate] = useLocation();
  return (
    <EmptyState icon="lock" title={w("missing.title")} text={w(`missing.${what}`)} role="alert">
      <Button variant="primary" onClick={() => navigate(paths.home)}>
        {w("missing.home")}
      </Button>
    </EmptyState>
  );
}
