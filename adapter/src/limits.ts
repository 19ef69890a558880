/**
 * Every limit of the adapter, with its meaning. Those the operator may change are read in config.ts, with these defaults.
 */
export const limits = {
  /** Clients in one request; beyond it 422. The server's own limit may be lower: calls are cut to it. */
  clientsPerRequestMax: 1000,
  /** Bytes of a request body, after decompression; beyond it 413. A thousand full clients are about 1 MB. */
  bodyBytesMax: 8 * 1024 * 1024,
  /** Requests a minute for one user; beyond it 429. */
  ratePerMinute: 600,
  /** Wrong passwords a minute for one name from one address; beyond it 429. */
  failedSignInsPerMinute: 20,
  /** A browser's session ends after so long, whatever is done in it; and when nothing was asked for so long. */
  sessionMsMax: 12 * 3_600_000,
  sessionIdleMsMax: 2 * 3_600_000,
  /** How often a session notes that it is used. */
  sessionTouchMs: 60_000,
  /** How often the last activity of a user is noted. */
  activityNoteMs: 60_000,
  /** A link to set a password holds for so long. */
  invitationMsMax: 72 * 3_600_000,
  userNameCharsMax: 100,
  /** Of passwords that people choose. */
  passwordCharsMin: 12,
  passwordCharsMax: 200,
  auditPageDefault: 50,
  auditPageMax: 200,
  /** Rows read at once for the export of the audit trail. */
  auditExportPageRows: 1000,
  /** Passwords checked at once (argon2id takes about 20 ms and 19 MiB each); others wait. */
  passwordChecksAtOnceMax: 4,
  /** Passwords waiting to be checked; beyond it 503. */
  passwordChecksWaitingMax: 64,
  /** Verified passwords remembered, and for how long. */
  verifiedCredentialsMax: 1000,
  verifiedCredentialsMs: 5 * 60_000,
  /** Generate requests served at once; beyond it 503. */
  requestsAtOnceMax: 64,
  /** Features of one client, characters of a name and of a text value (the server's contract has the first two). */
  featuresMax: 200,
  featureNameCharsMax: 100,
  featureValueCharsMax: 1000,
  /** Threads named as used before, for one client. */
  recentThreadsMax: 50,
  threadIdCharsMax: 100,
  productCodeCharsMax: 64,
  productNameCharsMax: 100,
  descriptionCharsMax: 2000,
  /** Budget of an answer, milliseconds. */
  answerWithinMsMin: 50,
  answerWithinMsMax: 2000,
  /** Kept back from the budget for storing and sending: a request's share, and each client's. */
  storeReserveMs: 120,
  storeReserveMsPerClient: 0.2,
  /**
   * The hard deadline of the gRPC call, after the budget: it should never fire. It grows with the clients of the call:
   * composing and checking a text by rules takes the server 1 to 5 ms on two busy cores, so a thousand may be late, and a
   * late text is worth more than an error.
   */
  deadlineMarginMs: 500,
  deadlineMarginMsPerClient: 10,
  /** Bytes of one gRPC request message; the server takes 4 MiB. */
  messageBytesMax: 3 * 1024 * 1024,
  /** How long a request waits for the database before anything is asked; beyond it 503. */
  databaseWaitMs: 1500,
  /**
   * How long answers wait to be written once their budget is used up, and more for each row; beyond it `not_stored`. On a
   * machine with five times the load it can carry, 400 ms made errors of answers that were stored a moment later.
   */
  storeWaitMsMin: 1500,
  storeWaitMsPerRow: 5,
  /** How long a response waits for the end of its request to be written; the write goes on without it. */
  finishWaitMs: 250,
  /** Rows written by one statement. */
  rowsPerWriteMax: 200,
  /** An idempotency key is remembered for so long. */
  idempotencyHours: 24,
  idempotencyKeyCharsMax: 200,
  /** After so long an unfinished request is taken for one whose adapter died: its key may go on with it. */
  abandonedAfterMs: 30_000,
  historyPageDefault: 50,
  historyPageMax: 200,
  historySearchCharsMax: 200,
  ruleIdCharsMax: 100,
  /** Threads whose ids may hold what is searched for; others are left out. */
  historyThreadsMax: 500,
  /** Matches that are counted one by one; where there are more, counts are estimated from a sample of so many rows. */
  historyCountedMax: 10_000,
  historySampleRows: 10_000,
  /** Texts that hold what is searched for, up to which they are fetched by the index; more are walked or sampled. */
  historyRareMax: 10_000,
  /** Values shown of one facet, the most frequent first. */
  facetValuesMax: 50,
  /** Rows read at once for an export; rows of a sheet of xlsx, which cannot hold more. */
  historyExportPageRows: 500,
  historyExportSheetRowsMax: 1_048_575,
  labelCommentCharsMax: 1000,
  /** Longer than that nobody looks at one text: the page was left open. */
  labelSecondsMax: 3600,
  /** Texts before one reviewer at once, and for how long nobody else gets them. */
  labelHandDefault: 10,
  labelHandMax: 50,
  labelHoldMs: 10 * 60_000,
  /** Of so many texts given out for labelling one has the label of somebody else: agreement is measured by them. */
  labelSecondOpinionEvery: 10,
  /** Texts among which the next ones are drawn, of each kind: of campaigns that wait, of low confidence, new ones. */
  labelPoolRows: 300,
  disagreementsPageDefault: 50,
  disagreementsPageMax: 200,
  /** Texts of the offer catalogue: as the server's contract has them. */
  legalNameCharsMax: 300,
  licenceCharsMax: 300,
  fullTermsCharsMax: 3000,
  urlCharsMax: 300,
  tailCharsMax: 500,
  eridCharsMax: 100,
  claimsMax: 100,
  /** Rows of an imported catalogue, and problems told of it. */
  catalogueRowsMax: 1000,
  importProblemsMax: 200,
  /** Bytes that an imported .xlsx may unpack to, and entries of its archive. */
  importUnpackedBytesMax: 32 * 1024 * 1024,
  importEntriesMax: 1000,
  /** Texts composed at once to see whether terms can be used; each takes the server a few ms. */
  termsChecksAtOnceMax: 4,
  termsCheckWaitMs: 10_000,
  /** Clients in one POST /v1/contacts; all of them are written in one transaction. */
  contactsPerRequestMax: 5000,
  contactSourceCharsMax: 300,
  contactHistoryMax: 200,
  /** A consent may not be dated later than this after now: clocks of two systems differ. */
  contactClockSkewMs: 5 * 60_000,
  contactWindowDaysMax: 366,
  sentCountMax: 100_000,
  utcOffsetMinutesMin: -720,
  utcOffsetMinutesMax: 840,
  /** Outcomes in one POST /v1/outcomes. */
  outcomesPerRequestMax: 5000,
  /** Rows of an outcomes file; a row is about 70 bytes, and the limit of a body holds as well. */
  outcomeFileRowsMax: 200_000,
  outcomeFileColumnsMax: 100,
  /** Outcomes matched and stored by one transaction. */
  outcomesPerWriteMax: 2000,
  /** Bad rows told one by one; the rest is counted. */
  outcomeProblemsMax: 1000,
  outcomeColumnCharsMax: 200,
  outcomeMappingCharsMax: 20_000,
  /** Different words of a column of events, and sample cells of a column, shown before an import. */
  outcomeWordsMax: 100,
  outcomeSamplesMax: 3,
  outcomeSampleCharsMax: 60,
  /** What became of a text that is named by client, product and channel: of the last one within so many days before. */
  outcomeWindowDays: 90,
  /**
   * In place of deadlineMarginMs where one person watches one text: on a machine with eight times the load it can carry
   * texts came 1.4 s late, and a late text is worth more than an error.
   */
  composeMarginMs: 4000,
  /** What a person says of a text that is to be another one; and how many earlier texts are not to be repeated. */
  regenerationCommentCharsMax: 1000,
  regenerationsMax: 50,
  /** Texts composed by rules of which a shorter, or a longer, one is taken; each takes the server 1 to 5 ms. */
  lengthCandidates: 12,
  /** What temperature a bolder text is asked for with, at least. */
  bolderTemperature: 1.2,
  /** Price of an SMS segment, kopecks. */
  smsSegmentKopecksMax: 100_000,
  /** A period of the dashboards. */
  statsDaysDefault: 30,
  statsDaysMax: 800,
  statsThreadsDefault: 100,
  statsThreadsMax: 1000,
  /** Counts are fresh enough for so long; and what a request waits for them. */
  statsFreshMs: 20_000,
  statsWaitMs: 2500,
  /** Counted anew without being asked for. */
  statsEveryMs: 5 * 60_000,
  /** Hours counted by one transaction, and how long one of its statements may take. */
  statsHoursAtOnce: 6,
  statsCountMsMax: 120_000,
  /** Rows may become visible so long after the time they bear: clocks differ, transactions last. */
  statsSettleMs: 5 * 60_000,
  /** What is true now (database, server, queue) is read for /metrics at most so often. */
  stateObservedMs: 5000,
  /** Labels of a source from which its confidence is compared with them. */
  calibrationLabelsMin: 100,
  /** Campaigns, products, signals, rules shown at most. */
  statsRowsMax: 200,
  checkedTextCharsMax: 10_000,
  checkTextWaitMs: 2000,
  /** Texts judged in one POST /v1/replay, and at once: each is one check of about a millisecond. */
  replayTextsDefault: 1000,
  replayTextsMax: 5000,
  replayAtOnceMax: 16,
  /** A thread of the copybook: as the server has them (thread-schema.ts). */
  sentenceCharsMax: 640,
  variantsPerPositionMax: 12,
  positionsMax: 8,
  signalsPerThreadMax: 12,
  ideaCharsMax: 300,
  reviewCommentCharsMax: 1000,
  threadSearchCharsMax: 200,
  /** Texts composed from a draft at once; each takes the server a millisecond or two. */
  composedExamplesMax: 50,
  checkThreadWaitMs: 5000,
  /** Sentences of a draft that are shown with those of other threads. */
  duplicatesMax: 50,
  /** Words in common from which two sentences count as alike. */
  similarityMin: 0.75,
  editionsPageMax: 100,
  /** Free texts made candidates by one request. */
  candidatesPerRequestMax: 100,
  candidatesPerRequestDefault: 20,
  /** Signals that a prompt names (the server's prompt.ts). */
  promptSignalsMax: 4,
  /** On top of the time a candidate may take to be written. */
  candidateMarginMs: 5000,
  /**
   * Threads in one message of LoadCopybook, read by one statement. The server takes 500, and lets others have their turn
   * between messages.
   */
  copybookThreadsPerMessage: 100,
  /** How long an edition may take to be loaded by the server; 3,100 threads take about half a second. */
  loadCopybookWaitMs: 10_000,
  /** An event log of a client journey: rows, columns, and what is shown of it. 200,000 rows take about two seconds. */
  journeyRowsMax: 200_000,
  tableColumnsMax: 300,
  journeyNameCharsMax: 200,
  journeyStepsMax: 200,
  /** Events written by one statement. */
  journeyRowsPerWrite: 5000,
  journeyGoalsMax: 20,
  journeyProblemRowsShown: 20,
  journeyVariantsShown: 10,
  /** An event may not be dated later than this after now. */
  journeyFutureMs: 24 * 3_600_000,
  /** A case is not lost before it was quiet for so long. */
  journeyQuietMsMin: 3_600_000,
  /** Cases from which a share is worth a proposal. */
  journeyCasesMin: 30,
  journeyImprovementsMax: 8,
  /** Moves drawn on a map: the most frequent ones that make up this share, and no more than so many. */
  journeyMapMovesShare: 0.97,
  journeyMapMovesMax: 60,
  /** A company's statements: rows, periods, and how far sums may miss their total (rounding to thousands). */
  reportRowsMax: 2000,
  reportPeriodsMax: 20,
  reportProblemsShown: 50,
  reportSumTolerance: 0.005,
  insightNameCharsMax: 200,
  insightPageMax: 200,
  /** Interviews: characters of an answer and turns are the server's (insight_interview.proto). */
  interviewGoalCharsMax: 500,
  interviewAnswerCharsMax: 4000,
  interviewTurnsMax: 78,
  interviewsPageDefault: 50,
  interviewsPageMax: 200,
  /** A client may begin within so long after the link was made; answers are deleted so long after the consent. */
  interviewLinkMsMax: 14 * 24 * 3_600_000,
  interviewKeptMsMax: 365 * 24 * 3_600_000,
  /** Calls a minute by one link, and by links that lead nowhere from one address. */
  interviewCallsPerMinute: 60,
  interviewMarginMs: 1000,
  /** A propensity model file as the server takes it; clients of one prediction; how long it may take. */
  propensityFileBytesMax: 1_000_000,
  propensityClientsMax: 1000,
  propensityWaitMs: 10_000,
  /** Statements of clients in one POST /v1/insight/concerns; each takes the server a few milliseconds. */
  statementsPerRequestMax: 1000,
  statementCharsMax: 20_000,
  concernsWaitMs: 20_000,
  /** How long requests in flight may take to end after SIGTERM. */
  drainMs: 10_000,
  /** How often connections that have become idle are closed meanwhile. */
  drainPollMs: 50,
  /** Wait for the database or the server in /readyz. */
  readinessWaitMs: 1000,
} as const;
