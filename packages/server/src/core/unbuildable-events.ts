/** Some event could not be built: the transaction is done again, each event apart, so that the bad one is told from the others. */
export class UnbuildableEvents extends Error {
  constructor(cause: unknown) {
    super("An event could not be built.", { cause });
    this.name = "UnbuildableEvents";
  }
}
