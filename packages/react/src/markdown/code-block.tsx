import type { ReactElement } from "react";
import { IconButton } from "../primitives/button.tsx";
import { useCopy } from "../primitives/use-copy.ts";
import { useStrings } from "../strings/use-strings.ts";

export type CodeBlockProps = { readonly language: string | null; readonly text: string };

/** A block of code with its language and a button that copies it. Code reads from left to right in every script. */
export function CodeBlock({ language, text }: CodeBlockProps): ReactElement {
  const strings = useStrings();
  const copy = useCopy();
  return (
    <div data-part="code-block" dir="ltr">
      <div data-part="code-header">
        <span data-part="code-language">{language ?? strings("code.plain")}</span>
        <IconButton
          icon="copy"
          size="small"
          tabIndex={-1}
          label={strings("code.copy")}
          onClick={() => copy(text)}
        />
      </div>
      <pre>
        <code>{text}</code>
      </pre>
    </div>
  );
}
