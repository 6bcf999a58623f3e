/** A failure whose sentence is all a person needs: printed without a stack, exit code 1. */
export class CliError extends Error {
  override readonly name: string = "CliError";
  readonly exitCode: number = 1;
}

/** A command that was written wrongly: exit code 2. */
export class UsageError extends CliError {
  override readonly name = "UsageError";
  override readonly exitCode = 2;
}
