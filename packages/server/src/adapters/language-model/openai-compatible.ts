import { z } from "zod";
import { ModelFailed, type LanguageModel, type ModelQuestion } from "./port.ts";

export type OpenAiCompatibleOptions = {
  /** Where the API is, for example `http://127.0.0.1:11434/v1`. */
  readonly url: string;
  readonly model: string;
  /** Absent where none is asked for. */
  readonly key?: string | undefined;
};

const mostBytes = 65_536;

const Completion = z.object({
  choices: z.array(z.object({ message: z.object({ content: z.string() }) })).min(1),
});

/**
 * A model behind the chat completions API, as many servers have it. Redirections are not followed, so that the key goes
 * nowhere else; an answer over 64 KiB is given up.
 */
export function openAiCompatible({ url, model, key }: OpenAiCompatibleOptions): LanguageModel {
  const address = `${url.replace(/\/+$/, "")}/chat/completions`;

  async function post(question: ModelQuestion, signal: AbortSignal): Promise<string> {
    const response = await fetch(address, {
      method: "POST",
      redirect: "error",
      signal,
      headers: {
        "content-type": "application/json",
        ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
      },
      body: JSON.stringify({
        model,
        temperature: 0,
        max_tokens: question.maxTokens,
        response_format: { type: "json_object" },
        messages: [
          { role: "system", content: question.instruction },
          { role: "user", content: question.input },
        ],
      }),
    });
    if (!response.ok) {
      await response.body?.cancel();
      throw new ModelFailed(`The language model answered ${response.status}.`);
    }
    return await readText(response);
  }

  return {
    async ask(question) {
      const signal = AbortSignal.timeout(question.timeoutMs);
      const body = await post(question, signal).catch((error: unknown) => {
        if (error instanceof ModelFailed) throw error;
        const what = signal.aborted ? "did not answer in time" : "could not be reached";
        throw new ModelFailed(`The language model ${what}.`, { cause: error });
      });
      const completion = Completion.safeParse(parseJson(body));
      const content = completion.data?.choices[0]?.message.content;
      if (content === undefined)
        throw new ModelFailed("The language model answered no completion.");
      return content;
    },
  };
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  const reader = response.body?.getReader();
  let bytes = 0;
  let text = "";
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
    if (done) return text + decoder.decode();
    bytes += value.length;
    if (bytes > mostBytes) {
      await reader?.cancel();
      throw new ModelFailed("The language model's answer was too long.");
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Told by the schema like any other answer of the wrong shape.
    return undefined;
  }
}
