/**
 * Who did what to whose data, each entry sealing those before it. What may be personal stands in `detail` behind a salted commitment: purged,
 * it leaves a chain that still verifies.
 */
export const audit = {
  version: 3,
  sql: `
    create table audit (
      seq integer primary key,
      at text not null,
      desk text not null,
      operator text not null,
      role text not null,
      action text not null,
      purpose text,
      legal_basis text,
      subject text,
      outcome text not null,
      facts text not null,
      commitment text,
      previous text not null,
      hash text not null
    ) strict;
    create index audit_subject on audit (subject) where subject is not null;
    create index audit_action on audit (action, seq);
    create table audit_details (
      seq integer primary key references audit (seq),
      salt text not null,
      body text not null
    ) strict;
    create trigger audit_keep before update on audit begin select raise(abort, 'insert only'); end;
    create trigger audit_stay before delete on audit begin select raise(abort, 'insert only'); end;
    create trigger audit_details_keep before update on audit_details begin select raise(abort, 'insert only'); end;
    create trigger audit_details_stay before delete on audit_details when not exists (select 1 from purging)
      begin select raise(abort, 'insert only'); end;

    -- Heads of the chain that the register has acknowledged.
    create table audit_receipts (
      seq integer primary key,
      head text not null,
      received_at text not null,
      body text not null
    ) strict;
  `,
} as const
