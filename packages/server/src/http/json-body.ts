import { ChatError } from "@natter/contract/chat-error";

const deepest = 32;

/** Reads a request's JSON: undefined for an empty body. Refuses other media types, broken JSON and deep nesting. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const type = request.headers.get("content-type");
  const text = await readText(request, maxBytes);
  if (text === "") return undefined;
  if (!type || !/^application\/([\w.+-]+\+)?json\b/i.test(type)) {
    throw new ChatError("request.unsupported_media_type", "Send the body as application/json.");
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new ChatError("request.not_json", "The body is not valid JSON.");
  }
  if (isDeeperThan(value, deepest)) {
    throw new ChatError("request.invalid", `The body is nested deeper than ${deepest} levels.`);
  }
  return value;
}

async function readText(request: Request, maxBytes: number): Promise<string> {
  const declared = Number(request.headers.get("content-length") ?? 0);
  if (declared > maxBytes) throw tooLarge(maxBytes);
  if (declared > 0 || !request.body) return await request.text();
  // Without a length (chunked) the bytes are counted as they come.
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = request.body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) {
    size += part.value.byteLength;
    if (size > maxBytes) throw tooLarge(maxBytes);
    chunks.push(part.value);
  }
  return await new Blob(chunks as Uint8Array<ArrayBuffer>[]).text(); // a request's chunks are never shared memory
}

function tooLarge(maxBytes: number): ChatError {
  return new ChatError(
    "request.too_large",
    `The body is larger than ${Math.floor(maxBytes / 1024)} KiB.`,
  );
}

function isDeeperThan(value: unknown, levels: number): boolean {
  let layer: unknown[] = [value];
  for (let depth = 0; depth <= levels; depth += 1) {
    const next: unknown[] = [];
    for (const item of layer)
      if (typeof item === "object" && item !== null) next.push(...Object.values(item));
    if (next.length === 0) return false;
    layer = next;
  }
  return true;
}
