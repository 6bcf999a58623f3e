/** Whether a place in a text is inside a block of code that a fence opened (MD-5). */
export function isInFence(text: string, caret: number): boolean {
  let open = 0;
  for (const line of text.slice(0, caret).split("\n")) {
    const ticks = /^\s*(`{3,})/.exec(line)?.[1]?.length ?? 0;
    if (open === 0) open = ticks;
    else if (new RegExp(`\`{${open},}\\s*$`).test(line)) open = 0;
  }
  return open > 0;
}
