// Dependency-free JavaScript for Node 20: it runs before anything is installed.

/**
 * Says that something slow goes on, with its seconds: one line that counts on a terminal, a line every ten seconds
 * elsewhere. Call what it answers when it is over, with how it ended.
 *
 * @param {string} title
 * @returns {(outcome?: string) => void}
 */
export function showProgress(title) {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  const terminal = process.stdout.isTTY === true;
  process.stdout.write(terminal ? `${title} …` : `${title} …\n`);
  const timer = setInterval(
    () =>
      process.stdout.write(
        terminal ? `\r${title} … ${seconds()} s` : `${title} … ${seconds()} s\n`,
      ),
    terminal ? 1_000 : 10_000,
  );
  return (outcome = "done") => {
    clearInterval(timer);
    process.stdout.write(`${terminal ? "\r" : ""}${title}: ${outcome} (${seconds()} s)\n`);
  };
}
