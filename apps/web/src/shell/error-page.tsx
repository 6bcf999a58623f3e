import { Button, EmptyState } from "@natter/react";
import { Component, type ReactElement, type ReactNode } from "react";
import { useWords } from "../words/language-provider.tsx";

type ErrorPageProps = { readonly children: ReactNode };

/** Shows, instead of a blank page, that something broke, and a way on. */
export class ErrorPage extends Component<ErrorPageProps, { readonly failed: boolean }> {
  override state = { failed: false };

  static getDerivedStateFromError(): { readonly failed: boolean } {
    return { failed: true };
  }

  override render(): ReactNode {
    return this.state.failed ? <Broken /> : this.props.children;
  }
}

function Broken(): ReactElement {
  const w = useWords();
  return (
    <main className="message-page">
      <EmptyState icon="alert" title={w("broken.title")} text={w("broken.text")} role="alert">
        <Button variant="primary" icon="retry" onClick={() => location.reload()}>
          {w("broken.reload")}
        </Button>
      </EmptyState>
    </main>
  );
}
