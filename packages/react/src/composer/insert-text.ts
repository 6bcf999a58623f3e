/** Puts a text in the place of the selection and leaves the caret behind it. */
export function insertText(
  textarea: HTMLTextAreaElement | null,
  text: string,
  setText: (text: string) => void,
): void {
  if (!textarea) return;
  textarea.focus();
  textarea.setRangeText(text, textarea.selectionStart, textarea.selectionEnd, "end");
  const caret = textarea.selectionEnd;
  setText(textarea.value);
  // React writes the value once more, which would send the caret to the end.
  requestAnimationFrame(() => {
    textarea.focus();
    textarea.setSelectionRange(caret, caret);
  });
}
