import type { SentMessage } from "@natter/client";
import type { ReactElement } from "react";
import { Message } from "../messages/message.tsx";
import { useStrings } from "../strings/use-strings.ts";

export type ThreadRootProps = { readonly message: SentMessage; readonly viewerId: string };

/** The message that a thread is about, above its replies. */
export function ThreadRoot({ message, viewerId }: ThreadRootProps): ReactElement {
  const strings = useStrings();
  const count = message.thread?.replyCount ?? 0;
  return (
    <div data-natter="thread-root">
      <Message
        message={message}
        group="single"
        viewerId={viewerId}
        highlighted={false}
        focusable={false}
        receipts={null}
      />
      {count > 0 && <p data-part="count">{strings("message.replies", { count })}</p>}
    </div>
  );
}
