export const pages = {
  compose: 'Текст',
  campaigns: 'Кампании',
  newCampaign: 'Новая кампания',
  campaign: 'Кампания',
  history: 'История',
  labelling: 'Разметка',
  copybook: 'Книга текстов',
  thread: 'Тред',
  catalogue: 'Каталог условий',
  product: 'Условия продукта',
  rules: 'Правила закона',
  dashboards: 'Показатели',
  outcomes: 'Отклики',
  interviews: 'Интервью',
  interview: 'Интервью',
  journeys: 'Пути клиентов',
  journey: 'Путь клиента',
  companyReports: 'Отчётность компаний',
  companyReport: 'Отчётность компании',
  users: 'Пользователи',
  audit: 'Журнал действий',
};

export const roles = {
  administrator: 'Администратор',
  manager: 'Менеджер кампаний',
  reviewer: 'Редактор',
  compliance: 'Комплаенс',
  viewer: 'Наблюдатель',
};

export const signIn = {
  hint: 'Войдите, чтобы писать тексты, вести кампании и проверять их.',
  name: 'Имя пользователя',
  password: 'Пароль',
  showPassword: 'Показать пароль',
  submit: 'Войти',
  nameNeeded: 'Введите имя',
  passwordNeeded: 'Введите пароль',
  wrong: 'Имя или пароль не подходят.',
  expiredTitle: 'Сеанс закончился',
  expiredHint: 'Войдите снова: всё, что введено на странице, останется на месте.',
};
