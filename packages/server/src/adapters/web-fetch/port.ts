/**
 * The door to addresses that customers name. It fetches a document from the public web and nothing else: an address on this
 * machine or in a private network is refused after its name was looked up, redirections are not followed, and what is too
 * long or too slow is given up. Nothing is kept or repeated here.
 */
export type WebFetch = (url: string, bounds: FetchBounds) => Promise<FetchedDocument>;

export type FetchBounds = {
  readonly timeoutMs: number;
  /** A longer body is refused. */
  readonly maxBytes: number;
};

export type FetchedDocument = { readonly status: number; readonly text: string };

/** Why a document could not be had, in a sentence that may be shown to the customer. */
export class FetchRefused extends Error {
  override readonly name = "FetchRefused";
}
