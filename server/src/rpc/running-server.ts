/** What a started transport gives back. */
export interface RunningServer {
  /** The port it listens on. */
  readonly port: number;
  /** Stops listening, lets answered connections say goodbye, then cuts what is left (`limits.goodbyeMs`). */
  close(): Promise<void>;
}

/** "host:port", an IPv6 address in brackets. */
export function joinAddress(host: string, port: number): string {
  return `${host.includes(':') ? `[${host}]` : host}:${port}`;
}
