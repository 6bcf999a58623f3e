import { lookup as lookUp, type LookupAddress } from "node:dns";
import { request as requestHttp, type IncomingMessage, type RequestOptions } from "node:http";
import { request as requestHttps } from "node:https";
import { isIP } from "node:net";
import { FetchRefused, type FetchBounds, type FetchedDocument, type WebFetch } from "./port.ts";
import { isReachable } from "./private-addresses.ts";

type NodeWebFetchOptions = {
  /** For development: allows this machine's own addresses, and `http:`. */
  readonly allowLoopback: boolean;
};

/** The door by Node's own client. The address that was checked is the one that is connected to, so a name cannot change between. */
export function createNodeWebFetch({ allowLoopback }: NodeWebFetchOptions): WebFetch {
  return async (text, bounds) => {
    const url = URL.parse(text);
    const isAllowed = url?.protocol === "https:" || (allowLoopback && url?.protocol === "http:");
    if (!url || !isAllowed) throw new FetchRefused(`${text} is no https address.`);
    const host = url.hostname.replace(/^\[|\]$/g, "");
    if (isIP(host) !== 0 && !isReachable(host, allowLoopback)) throw refusedAddress(url);
    return await fetchDocument(url, bounds, allowLoopback);
  };
}

function fetchDocument(
  url: URL,
  { timeoutMs, maxBytes }: FetchBounds,
  allowLoopback: boolean,
): Promise<FetchedDocument> {
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(timeoutMs);
    const fail = (error: unknown) => reject(explain(error, url, signal));
    const options: RequestOptions = {
      method: "GET",
      headers: { accept: "application/json", "user-agent": "natter" },
      // Nothing is shared with other requests, and no connection outlives this one.
      agent: false,
      signal,
      lookup: (name, lookupOptions, done) => {
        lookUp(name, { ...lookupOptions, all: true }, (error, addresses) => {
          if (error) return done(error, []);
          const good = addresses.filter(({ address }) => isReachable(address, allowLoopback));
          if (good.length === 0) return done(refusedAddress(url), []);
          answerLookup(good, lookupOptions.all === true, done);
        });
      },
    };
    const request = url.protocol === "https:" ? requestHttps : requestHttp;
    request(url, options, (response) => {
      readText(response, maxBytes).then(
        (text) => resolve({ status: response.statusCode ?? 0, text }),
        fail,
      );
    })
      .on("error", fail)
      .end();
  });
}

type LookupDone = (error: Error | null, address: string | LookupAddress[], family?: number) => void;

function answerLookup(addresses: LookupAddress[], wantsAll: boolean, done: LookupDone): void {
  const [first] = addresses;
  if (wantsAll || !first) done(null, addresses);
  else done(null, first.address, first.family);
}

async function readText(response: IncomingMessage, maxBytes: number): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    length += chunk.length;
    if (length > maxBytes) {
      response.destroy();
      throw new FetchRefused(`It is longer than ${maxBytes} bytes.`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function explain(error: unknown, url: URL, signal: AbortSignal): FetchRefused {
  if (error instanceof FetchRefused) return error;
  if (signal.aborted) return new FetchRefused(`${url.host} took too long.`, { cause: error });
  return new FetchRefused(`${url.host} could not be reached.`, { cause: error });
}

function refusedAddress(url: URL): FetchRefused {
  return new FetchRefused(`${url.hostname} is not on the public internet.`);
}
