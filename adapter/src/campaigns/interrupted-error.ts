/** The run was told to stop (Ctrl-C, SIGTERM): no failure, the store holds a state to go on from. */
export class InterruptedError extends Error {
  constructor() {
    super('the campaign was told to stop');
    this.name = 'InterruptedError';
  }
}
