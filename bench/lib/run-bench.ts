import type { BenchPostgres } from "./bench-postgres.ts";

type BenchParts = {
  readonly postgres: BenchPostgres;
  readonly workers: readonly { readonly stop: () => Promise<void> }[];
  readonly run: (postgres: BenchPostgres) => Promise<void>;
};

/**
 * Runs a bench and ends what it started, also when it fails or is asked to stop. Prints what went wrong at once, since
 * the ending takes its time.
 */
export async function runBench({ postgres, workers, run }: BenchParts): Promise<void> {
  const stopped = Promise.withResolvers<never>();
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
    process.once(signal, () => stopped.reject(new Error(`stopped by ${signal}`)));
  }
  let failed = false;
  try {
    await Promise.race([run(postgres), stopped.promise]);
  } catch (error) {
    failed = true;
    console.error(error);
  }
  for (const worker of workers) await worker.stop();
  await postgres.stop();
  if (failed) process.exit(1);
}
