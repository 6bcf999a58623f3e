import { readFileSync } from "node:fs";
import { join } from "node:path";
import { listSources } from "./list-sources.mjs";

const KIT = "packages/react/src/";
/** Raw colours have one home: everything else names a token. */
const TOKENS = `${KIT}tokens/`;

const PHYSICAL =
  /(?:^|[\s;{])((?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right|top|bottom)[\w-]*|left|right|top|bottom|(?:min-|max-)?(?:width|height)|border-(?:top|bottom)-(?:left|right)-radius)\s*:/;
const PHYSICAL_VALUE = /(?:text-align|float|clear)\s*:\s*(?:left|right)\b/;
const COLOUR_NAMES =
  "black|white|red|green|blue|gray|grey|silver|yellow|orange|purple|pink|teal|navy|brown|gold";
const RAW_COLOUR = new RegExp(
  `#[0-9a-f]{3,8}\\b|\\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\\((?![^)]*var\\()|[\\s:,(](?:${COLOUR_NAMES})(?=[\\s;,)])`,
  "i",
);

/**
 * Keeps the kit's styles turnable, overridable and themeable: only logical properties, no `!important`, and colours by token.
 *
 * @param {string} root
 * @returns {{problems: string[]}}
 */
export function checkKitStyles(root) {
  const problems = listSources(root, /\.(css|tsx)$/)
    .filter((file) => file.startsWith(KIT) && !/\.(test|stories)\.tsx$/.test(file))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), "utf8");
      return file.endsWith(".css") ? judgeSheet(file, text) : judgeInline(file, text);
    });
  return { problems };
}

/**
 * @param {string} file
 * @param {string} text
 */
function judgeSheet(file, text) {
  return linesOf(withoutComments(text)).flatMap(({ line, number }) => {
    // A query asks about the window, which has no writing direction.
    const declaration = /^\s*@/.test(line) ? "" : line;
    const say = (/** @type {string} */ what) => [`${file}:${number} ${line.trim()}\n    ${what}`];
    if (PHYSICAL.test(declaration) || PHYSICAL_VALUE.test(declaration)) {
      return say("Use the logical property (inline-start, block-size, …): it turns with the text.");
    }
    if (/!important/.test(line)) {
      return say("Layers decide who wins; `!important` would beat the host page.");
    }
    if (!file.startsWith(TOKENS) && RAW_COLOUR.test(declaration)) {
      return say("Name a token, or add one in tokens/: a theme cannot reach a raw colour.");
    }
    return [];
  });
}

/**
 * @param {string} file
 * @param {string} text
 */
function judgeInline(file, text) {
  return linesOf(text).flatMap(({ line, number }) =>
    /\b(?:margin|padding)(?:Left|Right|Top|Bottom)\s*:|style=\{\{[^}]*\b(?:left|right|width|height)\s*:/.test(
      line,
    )
      ? [`${file}:${number} ${line.trim()}\n    Use the logical property: it turns with the text.`]
      : [],
  );
}

/** The text with its comments blanked out, line for line. @param {string} text */
function withoutComments(text) {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, (comment) => comment.replaceAll(/[^\n]/g, " "));
}

/** @param {string} text */
function linesOf(text) {
  return text.split("\n").map((line, index) => ({ line, number: index + 1 }));
}
