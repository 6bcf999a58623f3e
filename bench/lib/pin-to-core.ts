import { execFileSync } from "node:child_process";

/** Keeps a process, this one if not said, on one core, where the system has a way; elsewhere all share what there is. */
export function pinToCore(core: number, pid: number = process.pid): void {
  try {
    execFileSync("taskset", ["-acp", `${core}`, `${pid}`], { stdio: "ignore" });
  } catch {
    // No such program here: the ratios stay comparable, since every sender is measured the same way.
  }
}
