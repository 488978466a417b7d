/**
 * Who did what to whose data, each entry sealing those before it. What may be personal stands in `detail` behind a salted commitment: purged,
 * it leaves a chain that still verifies.
 */
export const audit = {
  version: 3,
  sql: `
    -- One row: what the chain begins with, the key that hides personal numbers, and the key of the next entry's seal, which goes when it is used.
    create table audit_chain (
      one integer primary key check (one = 1),
      genesis text not null,
      subject_key text not null,
      next_seq integer not null,
      next_key text not null
    ) strict;
    create trigger audit_chain_keep before update of genesis, subject_key on audit_chain
      begin select raise(abort, 'insert only'); end;
    create trigger audit_chain_stay before delete on audit_chain begin select raise(abort, 'insert only'); end;

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
      hash text not null,
      seal text not null
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

    -- Heads of the chain that the register has acknowledged; body is its signed receipt.
    create table audit_receipts (
      seq integer primary key,
      head text not null,
      received_at text not null,
      body text not null
    ) strict;
    create trigger audit_receipts_keep before update on audit_receipts begin select raise(abort, 'insert only'); end;
    create trigger audit_receipts_stay before delete on audit_receipts begin select raise(abort, 'insert only'); end;
  `,
} as const
