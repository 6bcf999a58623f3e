/** A message of the store as the server tells it: without what the client keeps beside it. */
export function plainMessage(message: object): object {
  const {
    key: _key,
    state: _state,
    pendingChange: _change,
    error: _error,
    ...rest
  } = message as Record<string, unknown>;
  return rest;
}
