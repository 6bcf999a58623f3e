import { Button, EmptyState, useChatClient } from "@natter/react";
import type { ReactElement } from "react";
import { useWords } from "../words/language-provider.tsx";

/** A channel that could not be opened, and trying again. */
export function FailedChannel({ cid }: { readonly cid: string }): ReactElement {
  const client = useChatClient();
  const w = useWords();
  // A failure is in the channel's state, which this page shows.
  const retry = () =>
    void client
      .channel(cid)
      .jumpToLatest()
      .catch(() => {});
  return (
    <EmptyState icon="alert" title={w("channel.failed")} role="alert">
      <Button icon="retry" onClick={retry}>
        {w("again")}
      </Button>
    </EmptyState>
  );
}
