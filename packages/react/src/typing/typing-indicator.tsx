import type { ReactElement } from "react";
import { useStrings } from "../strings/use-strings.ts";
import { typingSentence } from "./typing-sentence.ts";
import { useTyping } from "./use-typing.ts";

/** Who else is typing. It keeps its height when nobody is, so that nothing moves. */
export function TypingIndicator({ cid }: { readonly cid: string }): ReactElement {
  const strings = useStrings();
  const { users } = useTyping(cid);
  const sentence = typingSentence(
    users.map((user) => user.name),
    strings,
  );
  return (
    <div data-natter="typing">
      {sentence !== "" && (
        <>
          <span data-part="dots" aria-hidden="true">
            <i />
            <i />
            <i />
          </span>
          <span data-part="text">{sentence}</span>
        </>
      )}
    </div>
  );
}
