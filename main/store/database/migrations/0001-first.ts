/**
 * What was seen and what was answered is only ever added to: a late answer is a new row that points at its transaction.
 * Only the outbox changes in place, because it holds work and no history.
 */
export const first = {
  version: 1,
  sql: `
    create table transactions (
      seq integer primary key autoincrement,
      id text not null unique,
      at text not null,
      desk text not null,
      demo integer not null check (demo in (0, 1)),
      personal_number text,
      -- Digits from last to first, so that the last six are a beginning too.
      number_reversed text,
      old_id_number text,
      name_folded text not null,
      verdict text not null,
      body text not null
    ) strict;
    create index transactions_number on transactions (personal_number) where personal_number is not null;
    create index transactions_reversed on transactions (number_reversed) where number_reversed is not null;
    create index transactions_old_id on transactions (old_id_number) where old_id_number is not null;

    create virtual table transaction_names using fts5 (
      name, content = '', contentless_delete = 1, detail = none, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0'
    );
    insert into transaction_names (transaction_names, rank) values ('secure-delete', 1);

    create table registry_answers (
      seq integer primary key autoincrement,
      transaction_id text not null references transactions (id),
      request_id text not null,
      recorded_at text not null,
      status text not null check (status in ('answered', 'failed')),
      body text not null
    ) strict;
    create index registry_answers_transaction on registry_answers (transaction_id);

    create table outbox (
      seq integer primary key autoincrement,
      request_id text not null unique,
      transaction_id text not null references transactions (id),
      kind text not null check (kind in ('registry')),
      body text not null,
      created_at text not null,
      attempts integer not null default 0,
      last_error text,
      next_try_at integer not null,
      state text not null default 'pending' check (state in ('pending', 'sent', 'dead')),
      expires_at text not null
    ) strict;
    create index outbox_transaction on outbox (transaction_id);
    create index outbox_due on outbox (next_try_at) where state = 'pending';

    create trigger transactions_keep before update on transactions begin select raise(abort, 'insert only'); end;
    create trigger transactions_stay before delete on transactions begin select raise(abort, 'insert only'); end;
    create trigger registry_answers_keep before update on registry_answers begin select raise(abort, 'insert only'); end;
    create trigger registry_answers_stay before delete on registry_answers begin select raise(abort, 'insert only'); end;
  `,
} as const
