import type { ReactElement } from "react";
import { slot } from "../components/slot.tsx";
import { useStrings } from "../strings/use-strings.ts";
import { typingSentence } from "./typing-sentence.ts";
import { useTyping } from "./use-typing.ts";

export type TypingIndicatorProps = { readonly cid: string };

/** Who else is typing. It keeps its height when nobody is, so that nothing moves. */
export const TypingIndicator = slot("TypingIndicator", DefaultTypingIndicator);

function DefaultTypingIndicator({ cid }: TypingIndicatorProps): ReactElement {
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
