import type { IncomingMessage, ServerResponse } from "node:http";

/**
 * Reads a request's body of at most `limit` bytes. A larger one is answered with 413, one that ends
 * too early not at all; both give undefined.
 */
export async function readBody(
  request: IncomingMessage,
  response: ServerResponse,
  limit: number,
): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of request) {
      size += (chunk as Buffer).length; // no encoding is set: chunks are buffers
      if (size > limit) {
        response.writeHead(413, { Connection: "close" }).end();
        return undefined;
      }
      chunks.push(chunk as Buffer); // as above
    }
  } catch {
    // The client went away in the middle; there is nobody to answer.
    return undefined;
  }
  return Buffer.concat(chunks);
}
