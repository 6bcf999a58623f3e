/** A message's text as what it means (SPEC/markdown.md). There is no node for HTML: it is text like any other. */
export type Markdown = readonly Block[];

export type Block =
  | { readonly type: "paragraph"; readonly children: readonly Inline[] }
  /** `language` is what stands behind the opening fence, in lower case. */
  | { readonly type: "code-block"; readonly language: string | null; readonly text: string }
  | { readonly type: "quote"; readonly children: readonly Block[] }
  | {
      readonly type: "list";
      readonly ordered: boolean;
      /** The first number of an ordered list; 1 of any other. */
      readonly start: number;
      readonly items: readonly ListItem[];
    };

export type ListItem = { readonly children: readonly Block[] };

export type Inline =
  | { readonly type: "text"; readonly text: string }
  | {
      readonly type: "bold" | "italic" | "strike" | "spoiler";
      readonly children: readonly Inline[];
    }
  | { readonly type: "code"; readonly text: string }
  /** `url` is absolute, of http, https or mailto, without user name or password, and ASCII only. */
  | { readonly type: "link"; readonly url: string; readonly children: readonly Inline[] }
  | { readonly type: "mention"; readonly userId: string }
  /** `group` is `channel`, `here` or `role:<role>`. */
  | { readonly type: "mention-group"; readonly group: string }
  /** A shortcode without its colons. Whoever shows it knows the picture, or shows `:name:`. */
  | { readonly type: "emoji"; readonly name: string }
  | { readonly type: "break" };
