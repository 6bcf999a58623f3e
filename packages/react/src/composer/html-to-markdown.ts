import { escapeMarkdown } from "@natter/contract/markdown";

const marks: Readonly<Record<string, string>> = {
  B: "**",
  STRONG: "**",
  I: "*",
  EM: "*",
  S: "~~",
  DEL: "~~",
  STRIKE: "~~",
};
const blocks = /^(?:P|DIV|SECTION|ARTICLE|TABLE|TR|H[1-6]|UL|OL|PRE|BLOCKQUOTE)$/;
const formatting = "b,strong,i,em,s,del,strike,code,pre,a[href],ul,ol,blockquote,h1,h2,h3,h4,h5,h6";

/**
 * What was copied from a page or a document, as a message's text would say it; null where it has no formatting to keep.
 * The HTML is parsed into a document of its own, in which nothing runs and nothing is fetched.
 */
export function htmlToMarkdown(html: string): string | null {
  const { body } = new DOMParser().parseFromString(html, "text/html");
  if (body.querySelector(formatting) === null) return null;
  // Google Docs wraps everything in a bold that is not one.
  for (const wrapper of body.querySelectorAll('b[style*="font-weight:normal"]')) {
    wrapper.replaceWith(...wrapper.childNodes);
  }
  return tidy(childrenOf(body));
}

function childrenOf(node: Node): string {
  return [...node.childNodes].map(textOf).join("");
}

function textOf(node: Node): string {
  if (node.nodeType === Node.TEXT_NODE) {
    return escapeMarkdown((node.textContent ?? "").replace(/\s+/g, " "));
  }
  if (!(node instanceof Element) && node.nodeType !== Node.ELEMENT_NODE) return "";
  const element = node as Element; // of another document, so `instanceof` may not know it
  const { tagName } = element;
  const mark = marks[tagName];
  if (mark !== undefined) return marked(childrenOf(element), mark);
  if (/^H[1-6]$/.test(tagName)) return `\n\n${marked(childrenOf(element), "**")}\n\n`;
  switch (tagName) {
    case "BR":
      return "\n";
    case "CODE":
      return inCode(element.textContent ?? "");
    case "PRE":
      return `\n\`\`\`\n${(element.textContent ?? "").replace(/\n$/, "")}\n\`\`\`\n`;
    case "A":
      return linked(childrenOf(element), element.getAttribute("href") ?? "");
    case "LI":
      return `${tidy(childrenOf(element)).replaceAll("\n", "\n  ")}\n`;
    case "UL":
    case "OL":
      return `\n${listed(element)}\n`;
    case "BLOCKQUOTE":
      return `\n${tidy(childrenOf(element)).replaceAll(/^/gm, "> ")}\n`;
    case "SCRIPT":
    case "STYLE":
    case "HEAD":
    case "TITLE":
      return "";
    case "TD":
    case "TH":
      return `${childrenOf(element)} `;
    default:
      return blocks.test(tagName) ? `\n${childrenOf(element)}\n` : childrenOf(element);
  }
}

/** A mark holds only next to something, so white space goes outside. */
function marked(text: string, mark: string): string {
  const inner = text.trim();
  if (inner === "" || inner.includes("\n\n")) return text;
  const lead = text.slice(0, text.length - text.trimStart().length);
  const trail = text.slice(text.trimEnd().length);
  return lead + mark + inner + mark + trail;
}

function inCode(text: string): string {
  if (text.trim() === "") return text;
  const ticks = text.includes("`") ? "``" : "`";
  return ticks + text + ticks;
}

function linked(words: string, href: string): string {
  if (!/^(?:https?:|mailto:)/i.test(href)) return words;
  return words.trim() === "" || words.trim() === href ? href : `[${words.trim()}](${href})`;
}

function listed(list: Element): string {
  const isOrdered = list.tagName === "OL";
  return [...list.children]
    .map((item, index) => (isOrdered ? `${index + 1}. ` : "- ") + textOf(item))
    .join("");
}

function tidy(text: string): string {
  return text
    .replace(/[ \t]+\n/g, "\n")
    .replace(/\n[ \t]+(?=\S)/g, (space) => (/^\n {2,}$/.test(space) ? space : "\n"))
    .replace(/\n{3,}/g, "\n\n")
    .trim();
}
