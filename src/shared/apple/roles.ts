/** Roles [A, UserRole; role permissions]: the API's value, what the window says, and what it is good for. */
export const roles = {
  ADMIN: { name: 'Admin', can: 'Everything, users and keys included.', goodFor: 'Almost never needed; provisioning in CI for some tools.' },
  APP_MANAGER: {
    name: 'App Manager',
    can: 'All of an app: metadata, pricing, screenshots, TestFlight, submission. Not users, not finance.',
    goodFor: 'Metadata and publishing tools, fastlane deliver.',
  },
  DEVELOPER: {
    name: 'Developer',
    can: 'Upload builds, read apps and TestFlight. Not metadata or TestFlight texts.',
    goodFor: 'CI uploads.',
  },
  FINANCE: { name: 'Finance', can: 'Financial and sales reports.', goodFor: 'Bookkeeping.' },
  SALES: { name: 'Sales and Reports', can: 'Sales, downloads, analytics.', goodFor: 'Dashboards.' },
  MARKETING: { name: 'Marketing', can: 'Marketing material, analytics; read-only in the API.', goodFor: 'ASO dashboards.' },
  CUSTOMER_SUPPORT: { name: 'Customer Support', can: 'Read and answer reviews.', goodFor: 'Review inboxes.' },
  ACCOUNT_HOLDER: { name: 'Account Holder', can: 'Everything, agreements included.', goodFor: 'Signing agreements.' },
  ACCESS_TO_REPORTS: { name: 'Access to Reports', can: 'Reports (deprecated by Apple).', goodFor: 'Old report keys.' },
} as const;
export type Role = keyof typeof roles;

/** Beside the roles, for single rights [A, UserRole]. */
export const permissions = [
  'CREATE_APPS',
  'CLOUD_MANAGED_APP_DISTRIBUTION',
  'CLOUD_MANAGED_DEVELOPER_ID',
  'GENERATE_INDIVIDUAL_KEYS',
] as const;
