import { isShallowEqual, type ChatMessage } from "@natter/client";
import type { ReactElement } from "react";
import { Avatar } from "../people/avatar.tsx";
import { useUsers } from "../people/use-users.ts";
import { useChatState } from "../provider/use-chat-state.ts";
import { useStrings } from "../strings/use-strings.ts";
import { useListFormat } from "../time/use-list-format.ts";

export type ReadReceiptsProps = { readonly message: ChatMessage };

const mostFaces = 3;
const none: readonly string[] = [];

/** Who has read the viewer's last message in a group: up to three faces and how many more, with their names in words. */
export function ReadReceipts({ message }: ReadReceiptsProps): ReactElement | null {
  const strings = useStrings();
  const join = useListFormat();
  const readers = useChatState((state) => {
    const receipts = state.channels[message.cid]?.receipts;
    if (!receipts || message.seq === null) return none;
    return Object.values(receipts)
      .filter(({ userId, readSeq }) => userId !== state.me?.id && readSeq >= message.seq)
      .map(({ userId }) => userId);
  }, isShallowEqual);
  const known = useUsers(readers.slice(0, mostFaces));
  if (readers.length === 0) return null;
  const faces = known.filter((user) => user !== undefined);
  const more = readers.length - faces.length;
  const first = faces.map(({ name }) => name);
  const names =
    more > 0
      ? strings("message.readByMore", { names: first.join(", "), count: more })
      : join(first);
  const label = strings("message.readBy", { names });
  return (
    <span data-natter="receipts" role="img" aria-label={label} title={label}>
      {faces.map(({ id, image }) => (
        <Avatar key={id} id={id} image={image} size="1rem" />
      ))}
      {more > 0 && <span data-part="more">+{more}</span>}
    </span>
  );
}
