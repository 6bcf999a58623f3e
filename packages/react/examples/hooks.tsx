import { useChatRoom } from "@natter/react";
import { useState, type ReactElement } from "react";

/** A chat in which every element is one's own. */
export function PlainRoom({ cid }: { readonly cid: string }): ReactElement {
  const { messages, sendMessage } = useChatRoom(cid);
  const [text, setText] = useState("");
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void sendMessage(text);
        setText("");
      }}
    >
      <ol>
        {messages.map((message) => (
          <li key={message.key}>
            {message.sender?.name}: {message.text}
          </li>
        ))}
      </ol>
      <input aria-label="Message" value={text} onChange={(event) => setText(event.target.value)} />
    </form>
  );
}
