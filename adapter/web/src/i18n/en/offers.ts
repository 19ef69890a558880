/** Why an offer was ranked where it stands, wherever it is shown. */
export const offers = {
  title: 'Why this offer',
  probability: 'probability {{share}}',
  signal_fit: 'by signals {{score}}',
  lift: '×{{times}} the average client',
  value: 'a sale: {{value}} ₽',
};
