/** Refusals that say the same wherever they come, by kind; others are shown as the service words them. */
export const problems = {
  unauthorized: 'The session has ended. Sign in and try again: what you typed is kept.',
  user_blocked: 'Your account is blocked. Ask an administrator.',
  csrf_token_wrong:
    'The session has changed: you have signed in on another tab, perhaps. Reload the page and try again.',
  rate_limited: 'Too many requests in a minute. Wait a little and try again.',
  internal: 'Something failed in the service. Tell an administrator the number of the request.',
  database_unavailable: 'The database does not answer. Try again a little later: what you typed is kept.',
  inference_unavailable:
    'The server that writes texts does not answer. Try again a little later: what you typed is kept.',
  overloaded: 'The service is busy now. Try again in a few seconds.',
  draining: 'The service is restarting. Try again in a minute.',
  no_terms_in_force: 'The catalogue has no terms of this product today.',
  refused_by_engine: 'The model that runs cannot write like this.',
  model_exists: 'This model is uploaded already.',
  model_without_product: 'The model foretells no product of the bank: it cannot rank offers.',
};
