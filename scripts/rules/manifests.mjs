import { existsSync, readFileSync } from "node:fs";
import { isBuiltin } from "node:module";
import { join, posix } from "node:path";
import ts from "typescript";
import { isTestFile, listSources } from "./list-sources.mjs";

/** @typedef {{name: string, shipped: Set<string>, development: Set<string>}} Manifest */

/**
 * Refuses an import that the file's own package does not list, or lists for development only while the file is shipped, and
 * relative paths that leave the package: npm workspaces would let all of them pass until somebody installs the package alone.
 *
 * @param {string} root
 * @returns {{problems: string[]}}
 */
export function checkManifests(root) {
  const manifests = /** @type {Map<string, Manifest>} */ (new Map());
  const problems = listSources(root)
    .filter((file) => /^(packages|apps)\//.test(file))
    .flatMap((file) => {
      const folder = file.split("/").slice(0, 2).join("/");
      const manifest = manifests.get(folder) ?? readManifest(root, folder);
      manifests.set(folder, manifest);
      return importsOf(join(root, file)).flatMap((specifier) => {
        const problem = judge(specifier, { file, folder, manifest });
        return problem ? [`${file}: ${problem}`] : [];
      });
    });
  return { problems: [...new Set(problems)] };
}

/**
 * @param {string} specifier
 * @param {{file: string, folder: string, manifest: Manifest}} place
 * @returns {string | undefined}
 */
function judge(specifier, { file, folder, manifest }) {
  if (specifier.startsWith(".")) {
    const target = posix.join(posix.dirname(file), specifier);
    // Tests of a whole package may use the repository's scripts.
    if (target.startsWith(`${folder}/`) || isTestFile(file)) return undefined;
    return `"${specifier}" leaves the package. Import the package by its name.`;
  }
  if (isBuiltin(specifier) || /^(virtual:|data:|https?:)/.test(specifier)) return undefined;
  const name = specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/");
  if (name === manifest.name || manifest.shipped.has(name)) return undefined;
  const isDevelopment = isTestFile(file) || !file.startsWith(`${folder}/src/`);
  if (manifest.development.has(name)) {
    if (isDevelopment) return undefined;
    return `"${name}" is listed for development only. Move it to "dependencies" in ${folder}/package.json.`;
  }
  return `"${name}" is not listed in ${folder}/package.json. Add it there.`;
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {Manifest}
 */
function readManifest(root, folder) {
  const file = join(root, folder, "package.json");
  if (!existsSync(file)) return { name: "", shipped: new Set(), development: new Set() };
  const manifest = JSON.parse(readFileSync(file, "utf8"));
  const rootManifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return {
    name: manifest.name,
    shipped: new Set(
      Object.keys({
        ...manifest.dependencies,
        ...manifest.peerDependencies,
        ...manifest.optionalDependencies,
      }),
    ),
    // The tools that test every package are listed once, at the root.
    development: new Set(
      Object.keys({ ...manifest.devDependencies, ...rootManifest.devDependencies }),
    ),
  };
}

/**
 * @param {string} file
 * @returns {string[]}
 */
function importsOf(file) {
  const info = ts.preProcessFile(readFileSync(file, "utf8"), true, true);
  return [...new Set(info.importedFiles.map(({ fileName }) => fileName))];
}
