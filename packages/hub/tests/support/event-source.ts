/** As much of the browser's EventSource as the official client uses. */
export class FetchEventSource {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onerror: ((error: unknown) => void) | null = null;
  readonly #abort = new AbortController();

  constructor(url: string) {
    this.#read(url).catch((error: unknown) => {
      if (!this.#abort.signal.aborted) this.onerror?.(error);
    });
  }

  close(): void {
    this.#abort.abort();
  }

  async #read(url: string): Promise<void> {
    const response = await fetch(url, { signal: this.#abort.signal });
    if (!response.ok || !response.body) throw new Error(`status ${response.status}`);
    this.onopen?.();
    let text = "";
    const decoder = new TextDecoder();
    const reader = response.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const chunk = decoder.decode(value, { stream: true });
      const blocks = (text + chunk).split("\n\n");
      text = blocks.pop() ?? "";
      for (const block of blocks) this.#dispatch(block);
    }
    throw new Error("the stream ended");
  }

  #dispatch(block: string): void {
    const data = block
      .split(/\r?\n/)
      .filter((line) => line.startsWith("data:"))
      .map((line) => line.slice(5).trimStart());
    if (data.length > 0) this.onmessage?.({ data: data.join("\n") });
  }
}
