import { lazy } from 'react';
import { DeskPage } from './desk/desk-page.js';
import { BulkBadge } from './bulk/bulk-badge.js';
import {
  BulkIcon,
  EyeIcon,
  KeyIcon,
  MeasuresIcon,
  MineIcon,
  PeopleIcon,
  PolicyIcon,
  PulseIcon,
  QueueIcon,
  SitesIcon,
  TodayIcon,
} from './parts/icons.js';
import { LooksBadge } from './looks/looks-badge.js';
import type { PageEntry } from './shell/pages.js';

const PolicyPage = lazy(async () => ({ default: (await import('./policy/policy-page.js')).PolicyPage }));
const BulkPage = lazy(async () => ({ default: (await import('./bulk/bulk-page.js')).BulkPage }));
const LooksPage = lazy(async () => ({ default: (await import('./looks/looks-page.js')).LooksPage }));
const TodayPage = lazy(async () => ({ default: (await import('./figures/today-page.js')).TodayPage }));
const MinePage = lazy(async () => ({ default: (await import('./mine/mine-page.js')).MinePage }));
const MeasuresPage = lazy(async () => ({
  default: (await import('./figures/measures-page.js')).MeasuresPage,
}));
const SitesPage = lazy(async () => ({ default: (await import('./sites/sites-page.js')).SitesPage }));
const OperationsPage = lazy(async () => ({
  default: (await import('./operations/operations-page.js')).OperationsPage,
}));
const PeoplePage = lazy(async () => ({ default: (await import('./people/people-page.js')).PeoplePage }));
const AccountPage = lazy(async () => ({ default: (await import('./account/account-page.js')).AccountPage }));

/** Every page, in the order of the menu. */
export const PAGES: readonly PageEntry[] = [
  { path: '', name: 'page.queue', icon: QueueIcon, role: 'viewer', Page: DeskPage, goKey: 'q' },
  {
    path: 'bulk',
    name: 'page.bulk',
    icon: BulkIcon,
    role: 'moderator',
    Page: BulkPage,
    Badge: BulkBadge,
    goKey: 'b',
  },
  {
    path: 'looks',
    name: 'page.looks',
    icon: EyeIcon,
    role: 'moderator',
    Page: LooksPage,
    Badge: LooksBadge,
    goKey: 'l',
  },
  { path: 'today', name: 'page.today', icon: TodayIcon, role: 'viewer', Page: TodayPage, goKey: 't' },
  { path: 'mine', name: 'page.mine', icon: MineIcon, role: 'moderator', Page: MinePage, goKey: 'm' },
  {
    path: 'measures',
    name: 'page.measures',
    icon: MeasuresIcon,
    role: 'viewer',
    Page: MeasuresPage,
    goKey: 'r',
  },
  { path: 'policy', name: 'page.policy', icon: PolicyIcon, role: 'viewer', Page: PolicyPage, goKey: 'p' },
  { path: 'sites', name: 'page.sites', icon: SitesIcon, role: 'viewer', Page: SitesPage, goKey: 's' },
  {
    path: 'operations',
    name: 'page.operations',
    icon: PulseIcon,
    role: 'lead',
    Page: OperationsPage,
    goKey: 'o',
  },
  { path: 'people', name: 'page.people', icon: PeopleIcon, role: 'lead', Page: PeoplePage, goKey: 'u' },
  { path: 'account', name: 'page.account', icon: KeyIcon, role: 'viewer', Page: AccountPage, goKey: 'a' },
];
