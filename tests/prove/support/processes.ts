import { readFileSync } from "node:fs";

const ticksPerSecond = 100;

/** Seconds that a process has worked so far, by all its threads (proc_pid_stat(5), utime and stime). */
export function cpuSeconds(pid: number): number {
  const text = readFileSync(`/proc/${pid}/stat`, "utf8");
  const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond;
}
