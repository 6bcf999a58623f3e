/** What takes the place of a stretch, and what is selected then; the caret goes behind it when nothing is said. */
export type TextareaChange = {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly select?: readonly [number, number];
};

/**
 * Changes a text area as if it had been typed, so that the browser can undo it in one step and whoever listens hears of it.
 * `execCommand` is old, but nothing newer keeps the history of a text area.
 */
export function editTextarea(textarea: HTMLTextAreaElement, change: TextareaChange): void {
  const { start, end, text, select } = change;
  if (start === end && text === "") return;
  textarea.focus({ preventScroll: true });
  textarea.setSelectionRange(start, end);
  const isDone =
    text === "" ? document.execCommand("delete") : document.execCommand("insertText", false, text);
  if (!isDone) {
    textarea.setRangeText(text, start, end, "end");
    textarea.dispatchEvent(new InputEvent("input", { bubbles: true, inputType: "insertText" }));
  }
  if (select) textarea.setSelectionRange(select[0], select[1]);
}
