/**
 * The campaign's error list. `kind` names what went wrong, the table gives the exit code: 2 for what the caller can put
 * right in the command or the file, 1 for what may pass by itself (the same command goes on where it stopped).
 * Messages say the limit and what came; of a client's data only the kind of value.
 */
const campaignExitCodes = {
  wrong_argument: 2,
  wrong_clients_file: 2,
  wrong_output_file: 2,
  request_refused: 2,
  inference_unavailable: 1,
  engine_not_ready: 1,
  database_unavailable: 1,
  taken_over: 1,
  output_not_written: 1,
  configuration: 2,
} as const satisfies Record<string, number>;

export type CampaignErrorKind = keyof typeof campaignExitCodes;

/** A failure that ends the run with a message for people. Bugs throw other errors. */
export class CampaignError extends Error {
  readonly kind: CampaignErrorKind;

  constructor(kind: CampaignErrorKind, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'CampaignError';
    this.kind = kind;
  }

  get exitCode(): number {
    return campaignExitCodes[this.kind];
  }
}
