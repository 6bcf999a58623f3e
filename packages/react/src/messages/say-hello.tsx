import type { ReactElement } from "react";
import { useChannelScope } from "../channel/channel-context.ts";
import { Button } from "../primitives/button.tsx";
import { EmptyState } from "../primitives/empty-state.tsx";
import { useStrings } from "../strings/use-strings.ts";
import type { LoadedMessageList } from "./message-list-context.ts";

export type SayHelloProps = { readonly list: LoadedMessageList };

/** Says that nobody has written anything here, and offers to wave. */
export function SayHello({ list }: SayHelloProps): ReactElement {
  const strings = useStrings();
  const { send, onSent } = useChannelScope();
  const { channel, threadId } = list;
  if (threadId !== null) return <EmptyState icon="thread" title={strings("thread.empty")} />;
  const name = channel?.title ?? "";
  const mayWrite = channel?.membership && channel.capabilities.includes("send");
  return (
    <EmptyState
      icon="message"
      title={strings("messages.empty")}
      {...(mayWrite ? { text: strings("messages.emptyText", { name }) } : {})}
    >
      {mayWrite && (
        <Button
          onClick={() => {
            // A failed send stays in the list with its reason and a button to try again.
            send({ text: "👋" }).done.catch(() => {});
            onSent.current();
          }}
        >
          👋 {strings("composer.send")}
        </Button>
      )}
    </EmptyState>
  );
}
