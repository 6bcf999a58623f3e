/** From here on a person means it: the first Ctrl+C often arrives twice, from the terminal and from npm. */
const INSISTING_AFTER_MS = 3_000;

/**
 * Runs `stop` once, when somebody asks this process to end: Ctrl+C, `kill`, a closed terminal, or the death of the process
 * that started it. Exits with 0 when `stop` is done, 1 when it fails. Asked again after three seconds, it exits at once.
 */
export function onStopSignal(stop: (reason: string) => Promise<void>): void {
  let askedAt: number | undefined;
  const ask = (reason: string): void => {
    if (askedAt !== undefined) {
      if (Date.now() - askedAt > INSISTING_AFTER_MS) process.exit(130);
      return;
    }
    askedAt = Date.now();
    stop(reason).then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
    process.on(signal, () => ask(signal));
  if (process.channel) {
    process.on("disconnect", () => ask("the process that started this one has ended"));
    // The channel is there to notice that end; it shall not keep this process alive.
    process.channel.unref();
  }
}
