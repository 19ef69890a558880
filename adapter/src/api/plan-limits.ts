/** Every limit of campaigns over REST, with its meaning: of files, settings, pages and the work on them. */
export const planLimits = {
  /** A file of clients: bytes, rows of a CSV file, and of an .xlsx file, which is read as a whole. */
  clientsFileBytesMax: 128 * 1024 * 1024,
  clientsCsvRowsMax: 200_000,
  clientsXlsxRowsMax: 100_000,
  clientsFilesListed: 50,
  fileNameCharsMax: 255,
  /** Rows of an uploaded file written by one statement, and read at once. */
  fileRowsPerWrite: 500,
  fileRowsPerRead: 500,
  fileSampleRows: 20,
  /** Numbers of rows told of one kind of problem, and regions told of a file. */
  fileProblemRowsShown: 20,
  fileRegionsShown: 100,
  /** To count an audience before the start: rows times channels that are judged, and rows where signals are asked for. */
  audienceCellsMax: 60_000,
  audienceSignalRowsMax: 1500,
  /** A campaign: products or channels, offers of one client, filters, variants, its control group. */
  campaignNameCharsMax: 200,
  campaignCodesMax: 30,
  campaignOffersPerClientMax: 3,
  campaignRegionsMax: 100,
  campaignSignalsMax: 30,
  campaignArmsMax: 4,
  campaignArmNameCharsMax: 40,
  campaignControlShareMax: 0.5,
  campaignApprovalStepsMax: 10,
  campaignApproversMax: 5,
  campaignsPageDefault: 50,
  campaignsPageMax: 200,
  campaignResultsPageDefault: 50,
  campaignResultsPageMax: 200,
  /** Rows of an .xlsx file of results. */
  campaignXlsxRowsMax: 100_000,
  /** Campaigns that one adapter works on at a time; others take their turn. */
  campaignsAtOnceMax: 8,
  /** After so long a campaign lets others have their turn. */
  campaignTurnMs: 60_000,
  /** How often a campaign at work looks whether it is paused or cancelled. */
  campaignLookMs: 500,
  /** How often campaigns at work are looked for that no job stands for. */
  campaignSweepMs: 15_000,
} as const;
