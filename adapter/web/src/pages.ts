/** Every page: where it stands, who sees it, what it is called. The menu, the router and the tests read this list. */
import {
  IconBooks,
  IconChartBar,
  IconHeartHandshake,
  IconHistory,
  IconKeyboard,
  IconMessages,
  IconPencil,
  IconRadar,
  IconReportAnalytics,
  IconReportMoney,
  IconRoute,
  IconScale,
  IconShieldCheck,
  IconSpeakerphone,
  IconTag,
  IconTargetArrow,
  IconUsers,
  type TablerIcon,
} from '@tabler/icons-react';
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import type { Role } from './api/session.ts';

export interface PageDefinition {
  readonly path: string;
  /** Key of its title: `pages.<name>`. */
  readonly name: string;
  readonly icon: TablerIcon;
  readonly roles: readonly Role[];
  readonly inMenu: boolean;
  readonly component: LazyExoticComponent<ComponentType>;
}

const everybody: readonly Role[] = ['administrator', 'manager', 'reviewer', 'compliance', 'viewer'];
const writers: readonly Role[] = ['administrator', 'manager'];
/** Words of clients are not for those who only look on. */
const talkers: readonly Role[] = ['administrator', 'manager', 'reviewer', 'compliance'];

/** The first page that a role may see is its start page. */
export const pages: readonly PageDefinition[] = [
  page('/compose', 'compose', IconPencil, writers, () => import('./pages/compose/compose-page.tsx')),
  page('/campaigns', 'campaigns', IconSpeakerphone, everybody, () => import('./pages/campaigns/campaigns-page.tsx')),
  hidden(
    '/campaigns/new',
    'newCampaign',
    IconSpeakerphone,
    writers,
    () => import('./pages/campaigns/new-campaign-page.tsx'),
  ),
  hidden(
    '/campaigns/:id/edit',
    'editCampaign',
    IconSpeakerphone,
    writers,
    () => import('./pages/campaigns/edit-campaign-page.tsx'),
  ),
  hidden(
    '/campaigns/:id',
    'campaign',
    IconSpeakerphone,
    everybody,
    () => import('./pages/campaigns/campaign-page.tsx'),
  ),
  page('/history', 'history', IconHistory, everybody, () => import('./pages/history/history-page.tsx')),
  page(
    '/labelling',
    'labelling',
    IconKeyboard,
    ['administrator', 'reviewer', 'compliance'],
    () => import('./pages/history/labelling-page.tsx'),
  ),
  page('/copybook', 'copybook', IconBooks, everybody, () => import('./pages/copybook/copybook-page.tsx')),
  hidden('/copybook/:id', 'thread', IconBooks, everybody, () => import('./pages/copybook/thread-page.tsx')),
  page('/catalogue', 'catalogue', IconTag, everybody, () => import('./pages/catalogue/catalogue-page.tsx')),
  hidden('/catalogue/:product', 'product', IconTag, everybody, () => import('./pages/catalogue/product-page.tsx')),
  page('/rules', 'rules', IconScale, everybody, () => import('./pages/rules/rules-page.tsx')),
  page('/dashboards', 'dashboards', IconChartBar, everybody, () => import('./pages/dashboards/dashboards-page.tsx')),
  page('/outcomes', 'outcomes', IconReportAnalytics, writers, () => import('./pages/outcomes/outcomes-page.tsx')),
  page(
    '/insight/interviews',
    'interviews',
    IconMessages,
    talkers,
    () => import('./pages/interviews/interviews-page.tsx'),
  ),
  hidden(
    '/insight/interviews/:id',
    'interview',
    IconMessages,
    talkers,
    () => import('./pages/interviews/interview-page.tsx'),
  ),
  page(
    '/insight/concerns',
    'concerns',
    IconHeartHandshake,
    talkers,
    () => import('./pages/concerns/concerns-page.tsx'),
  ),
  page(
    '/insight/propensity',
    'propensity',
    IconTargetArrow,
    everybody,
    () => import('./pages/insight/propensity-page.tsx'),
  ),
  page('/insight/market', 'market', IconRadar, everybody, () => import('./pages/insight/market-page.tsx')),
  hidden(
    '/insight/market/:id',
    'marketDigest',
    IconRadar,
    everybody,
    () => import('./pages/insight/market-digest-page.tsx'),
  ),
  page('/insight/journeys', 'journeys', IconRoute, everybody, () => import('./pages/insight/journeys-page.tsx')),
  hidden('/insight/journeys/:id', 'journey', IconRoute, everybody, () => import('./pages/insight/journey-page.tsx')),
  page(
    '/insight/reports',
    'companyReports',
    IconReportMoney,
    everybody,
    () => import('./pages/insight/company-reports-page.tsx'),
  ),
  hidden(
    '/insight/reports/:id',
    'companyReport',
    IconReportMoney,
    everybody,
    () => import('./pages/insight/company-report-page.tsx'),
  ),
  page('/users', 'users', IconUsers, ['administrator'], () => import('./pages/users/users-page.tsx')),
  page(
    '/audit',
    'audit',
    IconShieldCheck,
    ['administrator', 'compliance'],
    () => import('./pages/users/audit-page.tsx'),
  ),
];

type Load = () => Promise<{ readonly default: ComponentType }>;

function page(path: string, name: string, icon: TablerIcon, roles: readonly Role[], load: Load): PageDefinition {
  return { path, name, icon, roles, inMenu: true, component: lazy(load) };
}

function hidden(path: string, name: string, icon: TablerIcon, roles: readonly Role[], load: Load): PageDefinition {
  return { ...page(path, name, icon, roles, load), inMenu: false };
}
