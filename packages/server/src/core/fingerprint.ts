/** Tells JSON values apart that something is bound to, a cursor for example: 64 bits, no secret (FNV-1a, twice). */
export function fingerprint(value: unknown): string {
  const text = JSON.stringify(value);
  return `${hash(text, 0x811c9dc5)}${hash(text, 0x2f5a1c3b)}`;
}

function hash(text: string, basis: number): string {
  let mixed = basis;
  for (let index = 0; index < text.length; index += 1)
    mixed = Math.imul(mixed ^ text.charCodeAt(index), 0x01000193);
  return (mixed >>> 0).toString(16).padStart(8, "0");
}
