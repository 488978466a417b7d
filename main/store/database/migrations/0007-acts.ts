/**
 * What was done about a transaction after its read, only ever added to, and how far each desk's own numbering of papers has come. A number that was given is
 * never given again: `numbering` outlives the acts.
 */
export const acts = {
  version: 7,
  sql: `
    create table acts (
      seq integer primary key autoincrement,
      id text not null unique,
      transaction_id text not null references transactions (id),
      kind text not null,
      at text not null,
      -- Of a paper: its form, what it rests on, and its number in its series.
      document text,
      basis text,
      series text,
      number integer,
      body text not null,
      check ((series is null) = (number is null))
    ) strict;
    create index acts_transaction on acts (transaction_id);
    create unique index acts_number on acts (series, number) where series is not null;
    create trigger acts_keep before update on acts begin select raise(abort, 'insert only'); end;
    create trigger acts_stay before delete on acts when not exists (select 1 from purging)
      begin select raise(abort, 'insert only'); end;

    create table numbering (
      series text primary key check (length(series) between 1 and 40),
      last integer not null check (last > 0),
      -- When the last one was given.
      at text not null
    ) strict;
    create trigger numbering_grow before update on numbering when new.series <> old.series or new.last <= old.last
      begin select raise(abort, 'insert only'); end;
    create trigger numbering_stay before delete on numbering begin select raise(abort, 'insert only'); end;
  `,
} as const
