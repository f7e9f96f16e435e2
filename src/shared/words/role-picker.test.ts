import { describe, expect, test } from 'vitest';
import { recommend, type Task, tasks } from './role-picker.js';

const rolesFor = (...wanted: Task[]) => recommend('service', wanted).roles;

describe('the guide’s picker', () => {
  test('names the smallest role that does all of it', () => {
    expect(rolesFor('upload')).toEqual(['DEVELOPER']);
    expect(rolesFor('upload', 'read-testflight')).toEqual(['DEVELOPER']);
    expect(rolesFor('upload', 'metadata')).toEqual(['APP_MANAGER']);
    expect(rolesFor('sales')).toEqual(['SALES']);
    expect(rolesFor('sales', 'finance')).toEqual(['FINANCE']);
    expect(rolesFor('reviews')).toEqual(['CUSTOMER_SUPPORT']);
  });

  test('names two small roles rather than one that can do more', () => {
    expect(rolesFor('upload', 'reviews')).toEqual(['DEVELOPER', 'CUSTOMER_SUPPORT']);
    expect(rolesFor('metadata', 'sales')).toEqual(['APP_MANAGER', 'SALES']);
    expect(recommend('service', ['upload', 'reviews']).choose).toBe('Choose Developer and Customer Support.');
  });

  test('names Admin only where nothing smaller can, and says what else that key could do', () => {
    for (const task of Object.keys(tasks) as Task[])
      expect(rolesFor(task).includes('ADMIN'), task).toBe(task === 'users' || task === 'provisioning');
    expect(rolesFor('users', 'upload', 'sales')).toEqual(['ADMIN']);
    expect(recommend('service', ['users']).why).toContain('Nothing smaller can');
  });

  test('sends one person to an individual key, except for what Apple closes to these', () => {
    expect(recommend('me', ['upload'])).toMatchObject({ kind: 'individual', choose: 'Make an individual key.' });
    expect(recommend('me', ['upload']).why).toContain('Developer, or larger');
    expect(recommend('me', ['upload', 'sales'])).toMatchObject({
      kind: 'team',
      why: 'Individual keys are closed to sales and finance reports.',
    });
    expect(recommend('me', ['provisioning']).kind).toBe('team');
  });

  test('recommends nothing before anything was chosen', () => {
    expect(recommend('service', [])).toMatchObject({ kind: 'team', roles: [] });
    expect(recommend('me', [])).toMatchObject({ kind: 'individual', roles: [] });
  });
});
