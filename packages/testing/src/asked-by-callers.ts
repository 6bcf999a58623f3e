type Heard = {
  readonly text: string;
  readonly params: readonly unknown[];
  readonly transaction: number;
};

/** Of statements that a database heard, those that somebody's call led to: not what the server looks for by itself each second. */
export function askedByCallers<Statement extends Heard>(heard: readonly Statement[]): Statement[] {
  const looks = new Set(
    heard
      .filter(({ params }) => params[0] === "natter_relay")
      .map(({ transaction }) => transaction),
  );
  return heard.filter(({ transaction }) => !looks.has(transaction));
}
