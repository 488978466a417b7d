/** Evidence files that the desk's policy keeps, and what the desk trusted when it judged. */
export const evidence = {
  version: 5,
  sql: `
    create table evidence (
      transaction_id text primary key references transactions (id),
      bundle text not null
    ) strict;
    create trigger evidence_keep before update on evidence begin select raise(abort, 'insert only'); end;
    create trigger evidence_stay before delete on evidence when not exists (select 1 from purging)
      begin select raise(abort, 'insert only'); end;

    -- One row for every state of the trust store that a verdict rested on, by its digest.
    create table trust (digest text primary key, first_used_at text not null, body text not null) strict;
  `,
} as const
