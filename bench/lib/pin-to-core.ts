import { execFileSync } from "node:child_process";

/** Keeps this process on one core, where the system has a way; elsewhere all share what there is. */
export function pinToCore(core: number): void {
  try {
    execFileSync("taskset", ["-acp", `${core}`, `${process.pid}`], { stdio: "ignore" });
  } catch {
    // No such program here: the ratios stay comparable, since every sender is measured the same way.
  }
}
