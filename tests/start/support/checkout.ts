import { execFileSync } from "node:child_process";
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { root } from "../../../scripts/install.mjs";
import { findDatabase } from "./database.ts";

/** Somebody else than root: an ordinary user of this machine who owns nothing yet. */
export const ordinaryUser = { uid: 65_534, gid: 65_534 };

export type User = typeof ordinaryUser | undefined;

/** A copy of the repository as it is now, somewhere awkward. */
export interface Checkout {
  readonly folder: string;
  readonly home: string;
  readonly user: User;
  /** Ends the copy's database if a test left it running, and removes all traces. */
  remove(): Promise<void>;
}

/**
 * Copies the repository to a path with spaces, below a home folder that other users cannot enter.
 * With `installed`, its dependencies come along; without, it is as a fresh clone.
 */
export function makeCheckout({ user, installed }: { user: User; installed: boolean }): Checkout {
  const outer = mkdtempSync(join(tmpdir(), "natter-start-"));
  chmodSync(outer, 0o711);
  const home = join(outer, "a private home");
  const folder = join(home, "my chat");
  mkdirSync(folder, { recursive: true });
  for (const file of listFiles()) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  if (installed)
    for (const modules of listModules()) copyTree(join(root, modules), join(folder, modules));
  chmodSync(home, 0o700);
  if (user) giveTo(home, user);
  return { folder, home, user, remove: () => removeCheckout(outer, folder) };
}

/** All files that are in git or would be added to it. */
function listFiles(): string[] {
  const options = { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 } as const;
  return execFileSync("git", ["ls-files", "-z", "-co", "--exclude-standard"], options)
    .split("\0")
    .filter((file) => file !== "" && existsSync(join(root, file)));
}

function listModules(): string[] {
  const workspaces = ["packages", "apps"].flatMap((kind) =>
    readdirSync(join(root, kind)).map((name) => join(kind, name, "node_modules")),
  );
  return ["node_modules", ...workspaces].filter((modules) => existsSync(join(root, modules)));
}

/** Gives a checkout's user npm as it is here: the same registry, and a cache as warm as ours. */
export function prepareNpm({ home, user }: Checkout): void {
  writeFileSync(join(home, ".npmrc"), `registry=${npmSetting("registry")}\n`);
  const [from, to] = [join(npmSetting("cache"), "_cacache"), join(home, ".npm", "_cacache")];
  if (existsSync(from)) {
    mkdirSync(to, { recursive: true });
    copyTree(join(from, "content-v2"), join(to, "content-v2"));
    // npm appends to its index: that must be the user's own.
    execFileSync("cp", ["-r", join(from, "index-v5"), join(to, "index-v5")]);
  }
  if (user) giveTo(home, user);
}

function npmSetting(name: string): string {
  const answer = execFileSync("npm", ["config", "get", name], {
    stdio: ["ignore", "pipe", "ignore"],
  });
  return answer.toString().trim();
}

/** Hard links where the disk allows them: half a gigabyte in a moment. Nothing writes into these files. */
function copyTree(from: string, to: string): void {
  try {
    execFileSync("cp", ["-al", from, to], { stdio: "ignore" });
  } catch {
    // Another disk, or another owner's files: what was linked so far would only be in the way.
    rmSync(to, { recursive: true, force: true });
    execFileSync("cp", ["-a", from, to]);
  }
}

/** Changes the owner of folders and of single files; a hard-linked file is also another checkout's, and stays. */
function giveTo(path: string, user: NonNullable<User>): void {
  const owner = `${user.uid}:${user.gid}`;
  chownSync(path, user.uid, user.gid);
  execFileSync("find", [path, "-type", "d", "-exec", "chown", owner, "{}", "+"]);
  execFileSync("find", [path, "-type", "f", "-links", "1", "-exec", "chown", owner, "{}", "+"]);
}

async function removeCheckout(outer: string, folder: string): Promise<void> {
  const database = await findDatabase(join(folder, ".natter"));
  if (database?.pid) process.kill(database.pid, "SIGQUIT");
  if (database) await rm(database.home, { recursive: true, force: true, maxRetries: 20 });
  await rm(outer, { recursive: true, force: true, maxRetries: 20 });
}
