/** One statement as it was sent. `name` is that of its prepared plan. */
export type LoggedStatement = {
  readonly text: string;
  readonly name?: string;
  readonly params: readonly unknown[];
};

/**
 * One transaction as it was sent: its flights in their order. The statements of a flight were sent together, without
 * waiting for an answer in between; the next flight was sent when answers had come.
 */
export type LoggedTransaction = { readonly flights: LoggedStatement[][] };

/** What the database's `onQuery` hears. Statements of one transaction share a number. */
export type HeardStatement = LoggedStatement & { readonly transaction: number };

export type StatementLog = {
  readonly hear: (statement: HeardStatement) => void;
  readonly transactions: () => LoggedTransaction[];
};

/**
 * Keeps every statement that a database's `onQuery` hears, by transaction and flight. An answer always comes in a later
 * turn of the event loop than the question, so statements of one transaction in the same turn were sent together.
 */
export function createStatementLog(): StatementLog {
  const byNumber = new Map<number, { flights: LoggedStatement[][]; turn: number }>();
  let turn = 0;
  let isTurnMarked = false;

  return {
    hear({ transaction, name, text, params }) {
      if (!isTurnMarked) {
        isTurnMarked = true;
        turn += 1;
        setImmediate(() => {
          isTurnMarked = false;
        });
      }
      const logged = { text, params: [...params], ...(name === undefined ? {} : { name }) };
      const open = byNumber.get(transaction) ?? { flights: [], turn: 0 };
      if (open.turn === turn) open.flights.at(-1)?.push(logged);
      else open.flights.push([logged]);
      open.turn = turn;
      byNumber.set(transaction, open);
    },
    transactions: () => [...byNumber.values()].map(({ flights }) => ({ flights })),
  };
}

/** How many of these transactions hold a statement with this name. */
export function countTransactions(log: readonly LoggedTransaction[], name: string): number {
  return log.filter((transaction) => holdsStatement(transaction, name)).length;
}

export function holdsStatement(transaction: LoggedTransaction, name: string): boolean {
  return transaction.flights.some((flight) => flight.some((statement) => statement.name === name));
}
