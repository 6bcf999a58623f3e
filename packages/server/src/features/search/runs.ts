/** A stretch of folded text of one nature: letters and digits, a script written without spaces, or one other sign. */
export type Run = {
  readonly nature: "word" | "syllables" | "sign";
  readonly text: string;
  readonly start: number;
};

// Scripts that put no space between words: any two characters in a row may be a word.
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}ー々〆]/u;
const wordly = /[\p{L}\p{N}\p{M}]/u;

/** The runs of a folded text in order; spaces only divide them. */
export function runsOf(folded: string): Run[] {
  const runs: Run[] = [];
  let open: { nature: Run["nature"]; start: number } | null = null;
  const close = (end: number) => {
    if (open) runs.push({ ...open, text: folded.slice(open.start, end) });
    open = null;
  };
  let at = 0;
  for (const character of folded) {
    const nature = natureOf(character);
    if (!open || open.nature !== nature || nature === "sign") {
      close(at);
      if (nature !== "space") open = { nature, start: at };
    }
    at += character.length;
  }
  close(at);
  return runs;
}

/** Whether a character continues a word. */
export function isWordly(character: string): boolean {
  return natureOf(character) === "word";
}

function natureOf(character: string): Run["nature"] | "space" {
  const code = character.charCodeAt(0);
  if (code < 128) {
    if (code === 32) return "space";
    const isLetter = (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
    return isLetter || (code >= 48 && code <= 57) ? "word" : "sign";
  }
  if (spaceless.test(character)) return "syllables";
  return wordly.test(character) ? "word" : "sign";
}
