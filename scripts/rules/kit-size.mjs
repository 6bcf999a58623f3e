import { existsSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

const KIT = "packages/react/src";

/** What a page pays before it shows something: names of the kit, and how many KiB they may weigh, packed with gzip. */
const BUDGETS = [
  {
    name: "hooks only",
    imports: ["ChatProvider", "useMessages", "useChannels", "useUnread", "useChatRoom"],
    most: 15,
  },
  {
    name: "list, message and composer",
    imports: ["ChatProvider", "Channel", "MessageList", "MessageInput"],
    most: 60,
  },
  { name: "<Chat/>, at first", imports: ["ChatProvider", "Chat"], most: 95 },
];
const MOST_CSS = 14;
const KIB = 1024;

/**
 * Refuses a kit that has grown over its budgets. React and the SDK (the client and the contract) are not counted: a page has
 * them anyway. What is fetched later, because it is imported dynamically, is not counted either.
 *
 * @param {string} root
 * @param {{budgets?: typeof BUDGETS, mostCss?: number}} [limits]
 * @returns {Promise<{problems: string[]}>}
 */
export async function checkKitSize(root, { budgets = BUDGETS, mostCss = MOST_CSS } = {}) {
  const problems = [];
  for (const { name, imports, most } of budgets) {
    const size = (await weigh(root, imports)) / KIB;
    if (size > most) problems.push(`${name}: ${size.toFixed(1)} KiB, ${most} is the budget.`);
  }
  const css = (await weighStyles(root, join(root, KIT, "styles.css"))) / KIB;
  if (css > mostCss) problems.push(`styles.css: ${css.toFixed(1)} KiB, ${mostCss} is the budget.`);
  return { problems };
}

/**
 * How many bytes the code is that a page needs at once to use some names of the kit, minified and packed.
 *
 * @param {string} root
 * @param {readonly string[]} imports
 */
export async function weigh(root, imports) {
  const { build } = await import("vite");
  const entry = join(root, KIT, "index.ts");
  const result = await build({
    ...{ root, configFile: false, publicDir: false, logLevel: "silent" },
    plugins: [
      {
        name: "kit-size",
        resolveId: (id) => (id === "kit-size" ? id : null),
        load: (id) =>
          id === "kit-size"
            ? `export { ${imports.join(", ")} } from ${JSON.stringify(entry)};`
            : null,
      },
    ],
    build: {
      write: false,
      minify: true,
      modulePreload: false,
      rolldownOptions: {
        input: "kit-size",
        external: [/^react(-dom)?(\/|$)/, /^@natter\//],
        preserveEntrySignatures: "strict",
      },
    },
  });
  const { output } = /** @type {import("vite").Rolldown.RolldownOutput} */ (result);
  const chunks = new Map(
    output.flatMap((part) => (part.type === "chunk" ? [[part.fileName, part]] : [])),
  );
  const needed = new Set([...chunks.values()].filter((chunk) => chunk.isEntry));
  for (const chunk of needed) {
    for (const name of chunk.imports) {
      const other = chunks.get(name);
      if (other) needed.add(other);
    }
  }
  return [...needed].reduce((bytes, chunk) => bytes + gzipSync(chunk.code).length, 0);
}

/**
 * How many bytes a style sheet is with what it imports, minified and packed.
 *
 * @param {string} root
 * @param {string} file
 */
async function weighStyles(root, file) {
  if (!existsSync(file)) return 0;
  const { build } = await import("vite");
  const result = await build({
    ...{ root, configFile: false, publicDir: false, logLevel: "silent" },
    // No older browser is written for: what the kit ships is what is weighed.
    build: {
      write: false,
      target: "esnext",
      cssTarget: "esnext",
      rolldownOptions: { input: file },
    },
  });
  const { output } = /** @type {import("vite").Rolldown.RolldownOutput} */ (result);
  const sheets = output.flatMap((part) => (part.type === "asset" ? [part.source] : []));
  return sheets.reduce((bytes, sheet) => bytes + gzipSync(sheet).length, 0);
}
