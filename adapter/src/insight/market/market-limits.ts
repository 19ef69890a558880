/** Limits and thresholds of market watch, each with its meaning. */
export const marketLimits = {
  itemsPerRequestMax: 1000,
  fileRowsMax: 20_000,
  competitorCharsMax: 100,
  sourceCharsMax: 200,
  titleCharsMax: 500,
  textCharsMax: 20_000,
  /** An item may not be dated later than this after now: clocks differ. */
  futureMs: 86_400_000,
  /** Items with so many of their three-word shingles in common, within so many days, are one story. */
  likenessMin: 0.5,
  likenessDays: 14,
  /** Hashes of a story's signature: the error of the estimated likeness is about 1/√128 = 0.09. */
  signatureHashes: 128,
  /** Weeks of the past that a week is compared with, and how many there must be. */
  baselineWeeks: 12,
  baselineWeeksMin: 4,
  /** Chance that a count as high comes from the past's rate; a year has 52 weeks × topics × competitors. */
  burstChanceMax: 1e-4,
  burstCountMin: 5,
  burstRatioMin: 2,
  /** Robust z of a day's return against the 60 trading days before; 20 must be there. 5.5 by planted markets 101 to 120. */
  priceDays: 60,
  priceDaysMin: 20,
  priceZMin: 5.5,
  priceMoveMin: 0.03,
  /** Robust z of a quarter's growth over a year against the quarters before, and how far off in points. */
  reportQuartersMin: 4,
  reportZMin: 3.5,
  reportPointsMin: 0.1,
  /** Words of a publication that must speak for a new product or feature: points of read-announcement.ts. */
  announcementPointsMin: 3,
  /** An event is half as fresh after so many days. */
  freshHalfLifeDays: 7,
  digestEventsMax: 20,
  /** The watched folder. A file must not change for so long to be whole; so large, so many in one look, so deep. */
  inboxStillMs: 3000,
  inboxFileBytesMax: 64 * 1024 * 1024,
  inboxFilesMax: 500,
  inboxFoldersDeepMax: 4,
  /** Problems kept of one file, and files shown. */
  inboxProblemsShown: 20,
  inboxFilesShown: 50,
} as const;
