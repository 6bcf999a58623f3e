export type TextPart = { readonly type: "text" | "link"; readonly text: string };

// A link runs to the next white space or angle bracket; punctuation that ends a sentence is not part of it.
const link = /https?:\/\/[^\s<>"]+/giu;
const trailing = /[.,:;!?'"\u2019\u201d]+$/u;

/** Cuts a message's text into plain pieces and links, in order; joined again they are the text. */
export function splitLinks(text: string): readonly TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(link)) {
    const url = trimLink(match[0]);
    if (!URL.canParse(url)) continue;
    if (match.index > from) parts.push({ type: "text", text: text.slice(from, match.index) });
    parts.push({ type: "link", text: url });
    from = match.index + url.length;
  }
  if (from < text.length) parts.push({ type: "text", text: text.slice(from) });
  return parts;
}

function trimLink(candidate: string): string {
  const url = candidate.replace(trailing, "");
  const unopened = count(url, ")") > count(url, "(");
  return url.endsWith(")") && unopened ? trimLink(url.slice(0, -1)) : url;
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}
