/** Why an offer was ranked where it stands, wherever it is shown. */
export const offers = {
  title: 'Почему это предложение',
  probability: 'вероятность {{share}}',
  signal_fit: 'по признакам {{score}}',
  lift: '×{{times}} к среднему клиенту',
  value: 'продажа {{value}} ₽',
};
