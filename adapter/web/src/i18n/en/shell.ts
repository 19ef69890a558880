export const pages = {
  compose: 'Compose',
  campaigns: 'Campaigns',
  newCampaign: 'New campaign',
  campaign: 'Campaign',
  history: 'History',
  labelling: 'Labelling',
  copybook: 'Copybook',
  thread: 'Thread',
  catalogue: 'Offer catalogue',
  product: 'Terms of a product',
  rules: 'Rules',
  dashboards: 'Dashboards',
  outcomes: 'Outcomes',
  interviews: 'Interviews',
  interview: 'Interview',
  journeys: 'Client journeys',
  journey: 'Client journey',
  companyReports: 'Company statements',
  companyReport: 'Company statements',
  users: 'Users',
  audit: 'Audit trail',
};

export const roles = {
  administrator: 'Administrator',
  manager: 'Campaign manager',
  reviewer: 'Reviewer',
  compliance: 'Compliance officer',
  viewer: 'Viewer',
};

export const signIn = {
  hint: 'Sign in to write texts, run campaigns and check them.',
  name: 'User name',
  password: 'Password',
  showPassword: 'Show the password',
  submit: 'Sign in',
  nameNeeded: 'Enter the name',
  passwordNeeded: 'Enter the password',
  wrong: 'The name or the password is wrong.',
  expiredTitle: 'The session has ended',
  expiredHint: 'Sign in again: all that was typed on the page stays as it is.',
};
