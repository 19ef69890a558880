/** All words of the interface in English, by page; the same keys as in Russian. */
import type { ru } from '../ru/index.ts';
import { campaigns } from './campaigns.ts';
import { catalogue } from './catalogue.ts';
import { common } from './common.ts';
import { compose } from './compose.ts';
import { concerns } from './concerns.ts';
import { copybook } from './copybook.ts';
import { dashboards } from './dashboards.ts';
import { history } from './history.ts';
import { companyReports, insight, journeys } from './insight-reports.ts';
import { clientInterview, interviews } from './interviews.ts';
import { market } from './market.ts';
import { offers } from './offers.ts';
import { outcomes } from './outcomes.ts';
import { previews } from './previews.ts';
import { clientProblems, fieldLimits, problems } from './problems.ts';
import { propensity } from './propensity.ts';
import { rules } from './rules.ts';
import { pages, roles, signIn } from './shell.ts';
import { audit, invitation, password, users } from './users.ts';
import { verdict } from './verdict.ts';

type Words<Tree> = { readonly [Key in keyof Tree]: Tree[Key] extends string ? string : Words<Tree[Key]> };

export const en: Words<typeof ru> = {
  campaigns,
  catalogue,
  common,
  compose,
  concerns,
  copybook,
  dashboards,
  history,
  insight,
  market,
  journeys,
  companyReports,
  interviews,
  clientInterview,
  offers,
  outcomes,
  pages,
  previews,
  clientProblems,
  fieldLimits,
  problems,
  propensity,
  roles,
  rules,
  signIn,
  users,
  audit,
  invitation,
  password,
  verdict,
};
