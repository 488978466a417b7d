/** The people of the desk, and what was chosen for it. Failed sign-ins are counted here, so that a restart forgives nothing. */
export const operators = {
  version: 4,
  sql: `
    create table operators (
      id text primary key,
      name text not null,
      role text not null check (role in ('clerk', 'supervisor', 'auditor', 'admin')),
      -- The person's own number, for services that ask who asks.
      officer_number text,
      secret text not null,
      -- Who chose the secret, and so may know it.
      secret_by text not null,
      disabled integer not null default 0 check (disabled in (0, 1)),
      created_at text not null,
      changed_at text not null
    ) strict;
    -- Wrong entries in a row, by name and over all of them; both clocks at the last one, ms.
    create table sign_in_failures (
      scope text primary key,
      count integer not null,
      at integer not null,
      uptime integer not null
    ) strict;
    create table settings (name text primary key, value text not null) strict;
  `,
} as const
