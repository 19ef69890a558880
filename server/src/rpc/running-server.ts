/** What a started transport gives back. */
export interface RunningServer {
  /** The port it listens on. */
  readonly port: number;
  /** Stops listening, lets answered connections say goodbye, then cuts what is left (`limits.goodbyeMs`). */
  close(): Promise<void>;
}
