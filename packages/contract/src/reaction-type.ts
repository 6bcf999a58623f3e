// Schema-free: a client shows a reaction at once in the form that the server will give it.
const shortcode = /^:?([A-Za-z0-9_+-]{1,62}):?$/;
const flag = String.raw`\p{RI}{2}`;
const keycap = String.raw`[0-9#*]\uFE0F?\u20E3`;
const picture = String.raw`\p{ExtPict}\uFE0F?\p{EMod}?(?:[\u{E0020}-\u{E007E}]{1,16}\u{E007F})?`;
const emoji = new RegExp(`^(?:${flag}|${keycap}|${picture}(?:\\u200D${picture}){0,7})$`, "u");
const textByDefault = /^(?=\p{ExtPict}|[0-9#*])(?=\p{Emoji})\P{Emoji_Presentation}$/u;

/**
 * The one form of a reaction's kind: a single emoji, fully qualified (UTS #51: with U+FE0F where it would else be shown as
 * text), or a shortcode without its colons. Null for anything else.
 */
export function normalizeReaction(typed: string): string | null {
  const [, name] = shortcode.exec(typed) ?? [];
  if (name !== undefined) return name;
  return typed.length <= 64 && emoji.test(typed) ? qualified(typed) : null;
}

function qualified(typed: string): string {
  const points = Array.from(typed).filter((point) => point !== "\uFE0F");
  return points
    .map((point, index) => {
      const isToned = /^\p{EMod}/u.test(points[index + 1] ?? "");
      return textByDefault.test(point) && !isToned ? `${point}\uFE0F` : point;
    })
    .join("");
}
