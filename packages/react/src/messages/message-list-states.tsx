import type { ReactElement, ReactNode } from "react";
import { lazyPart } from "../loading/lazy-part.tsx";
import { Button } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useDelayed } from "../primitives/use-delayed.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useMessageList } from "./message-list-context.ts";
import { MessageSkeleton } from "./message-skeleton.tsx";
import type { SayHelloProps } from "./say-hello.tsx";

const SayHello = lazyPart<SayHelloProps>(async () => (await import("./say-hello.tsx")).SayHello);

type Slot = { readonly children?: ReactNode };

/** Grey rows while the messages are on their way; nothing in the first 150 ms. */
export function MessageListLoading({ children }: Slot): ReactElement | null {
  const strings = useStrings();
  const { status } = useMessageList();
  const shown = useDelayed(status === "loading", 150);
  if (status !== "loading") return null;
  return (
    <div data-part="busy" role="status" aria-busy="true" aria-label={strings("messages.loading")}>
      {shown && (children ?? <MessageSkeleton />)}
    </div>
  );
}

/** That the messages could not be loaded, and a button to try again. */
export function MessageListError({ children }: Slot): ReactElement | null {
  const strings = useStrings();
  const list = useMessageList();
  if (list.status !== "error") return null;
  if (children !== undefined) return <>{children}</>;
  return (
    <EmptyState icon="alert" title={strings("messages.error")} role="alert">
      <Button onClick={list.retry}>{strings("error.again")}</Button>
    </EmptyState>
  );
}

/** What is said where nobody has written anything yet, and one thing to do about it. */
export function MessageListEmpty({ children }: Slot): ReactElement | null {
  const list = useMessageList();
  if (list.status !== "ready" || list.rows.some(({ type }) => type !== "start")) return null;
  return <div data-part="empty">{children ?? <SayHello list={list} />}</div>;
}
