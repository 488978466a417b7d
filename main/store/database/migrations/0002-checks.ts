/**
 * Answers of every central service in one table; who served the citizen, why, and on which day, as columns to search and to purge by.
 * `purging` holds a row only inside the transaction that purges: without it nothing recorded can be deleted.
 */
export const checks = {
  version: 2,
  sql: `
    alter table transactions add column day text not null default '';
    alter table transactions add column purpose text not null default 'ADMIN_PROCEDURE';
    alter table transactions add column operator text not null default '';

    create table purging (open integer primary key check (open = 1)) strict;
    drop trigger transactions_keep;
    drop trigger transactions_stay;
    -- Vietnam's day, as main/protocol/day-in-vietnam.ts gives it for new rows.
    update transactions set day = coalesce(date(at, '+7 hours'), substr(at, 1, 10));
    create trigger transactions_keep before update on transactions begin select raise(abort, 'insert only'); end;
    create trigger transactions_stay before delete on transactions when not exists (select 1 from purging)
      begin select raise(abort, 'insert only'); end;
    create index transactions_day on transactions (day);
    create index transactions_purpose on transactions (purpose, day);
    -- What lists are filtered by, newest last and without the bodies, so that a long way through the history is a short one on disk;
    -- what is rare among them by itself.
    create index transactions_listed on transactions (seq, day, desk, verdict, purpose);
    create index transactions_verdict on transactions (verdict, seq, day, desk, purpose) where verdict <> 'authentic';

    create table checks (
      seq integer primary key autoincrement,
      transaction_id text not null references transactions (id),
      request_id text not null,
      kind text not null,
      recorded_at text not null,
      status text not null check (status in ('answered', 'failed')),
      body text not null
    ) strict;
    insert into checks (seq, transaction_id, request_id, kind, recorded_at, status, body)
      select seq, transaction_id, request_id, 'registry', recorded_at, status, body from registry_answers;
    drop table registry_answers;
    create index checks_transaction on checks (transaction_id, kind);
    create trigger checks_keep before update on checks begin select raise(abort, 'insert only'); end;
    create trigger checks_stay before delete on checks when not exists (select 1 from purging)
      begin select raise(abort, 'insert only'); end;

    create table questions (
      seq integer primary key autoincrement,
      request_id text not null unique,
      transaction_id text not null references transactions (id),
      kind text not null,
      body text not null,
      created_at text not null,
      attempts integer not null default 0,
      last_error text,
      next_try_at integer not null,
      state text not null default 'pending' check (state in ('pending', 'sent', 'dead', 'dismissed')),
      expires_at text not null,
      -- Why somebody gave a dead question up.
      dismissal text
    ) strict;
    insert into questions (seq, request_id, transaction_id, kind, body, created_at, attempts, last_error, next_try_at, state, expires_at)
      select seq, request_id, transaction_id, kind, body, created_at, attempts, last_error, next_try_at, state, expires_at from outbox;
    drop table outbox;
    alter table questions rename to outbox;
    create index outbox_transaction on outbox (transaction_id, kind);
    create index outbox_due on outbox (next_try_at) where state = 'pending';
    create index outbox_dead on outbox (seq) where state = 'dead';
  `,
} as const
