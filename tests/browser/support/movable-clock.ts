// Loaded into a server's process before anything else: its clock goes twenty minutes ahead for each SIGUSR2, as if it had run so
// long. What is issued for a quarter of an hour has run out then, by the server's own reckoning.
const aheadBy = 20 * 60_000;
const RealDate = Date;
let ahead = 0;

const now = () => RealDate.now() + ahead;

globalThis.Date = new Proxy(RealDate, {
  construct: (target, input: unknown[], newTarget) =>
    Reflect.construct(target, input.length === 0 ? [now()] : input, newTarget) as Date, // it is Date that makes it
  get: (target, name) => (name === "now" ? now : Reflect.get(target, name)),
});

process.on("SIGUSR2", () => {
  ahead += aheadBy;
  console.log(`The clock is ${ahead / 60_000} minutes ahead.`);
});
