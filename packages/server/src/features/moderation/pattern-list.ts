import { RE2JS } from "re2js";
import { ChatError } from "@natter/contract/chat-error";

/** Looks for patterns in a text; the first that is found, or null. */
export type PatternList = (text: string) => string | null;

/** The largest program that a pattern may compile to: time is text times program. */
const mostInstructions = 400;

/**
 * Compiles a customer's regular expressions, without regard to case, for an engine whose time grows with the text and never
 * faster. `moderation.rule_invalid` says which of them cannot be used, and why.
 */
export function createPatternList(patterns: readonly string[]): PatternList {
  const compiled = patterns.map((pattern) => ({ pattern, expression: compile(pattern) }));
  return (text) =>
    compiled.find(({ expression }) => expression.matcher(text).find())?.pattern ?? null;
}

function compile(pattern: string): RE2JS {
  const expression = tryCompile(pattern);
  if (expression.programSize() > mostInstructions) throw invalid(pattern, "it is too large");
  if (expression.matcher("").find()) throw invalid(pattern, "it matches every text");
  return expression;
}

function tryCompile(pattern: string): RE2JS {
  try {
    return RE2JS.compile(pattern, RE2JS.CASE_INSENSITIVE);
  } catch (error) {
    throw invalid(pattern, error instanceof Error ? error.message : String(error));
  }
}

function invalid(pattern: string, why: string): ChatError {
  return new ChatError(
    "moderation.rule_invalid",
    `The pattern "${pattern.slice(0, 80)}" cannot be used: ${why.slice(0, 200)}.`,
  );
}
