/** What was purged, by which rule, by whom and when: the records are gone, that they were deleted stays. Nothing personal is in it. */
export const deletions = {
  version: 6,
  sql: `
    create table deletions (
      seq integer primary key autoincrement,
      -- One run of the purge deletes in many small steps, each with a row of its own.
      run text not null,
      at text not null,
      operator text not null,
      what text not null check (what in ('transactions', 'audit-details')),
      reason text not null check (reason in ('period', 'request')),
      purpose text,
      legal_source text not null,
      -- The first day that stayed.
      before_day text not null,
      transactions integer not null,
      -- Half of the SHA-256 of every transaction id: whoever holds a receipt can be told when its record went.
      ids text not null,
      body text not null
    ) strict;
    create trigger deletions_keep before update on deletions begin select raise(abort, 'insert only'); end;
    create trigger deletions_stay before delete on deletions begin select raise(abort, 'insert only'); end;
  `,
} as const
