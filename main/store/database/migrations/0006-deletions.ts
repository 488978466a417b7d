/** What was purged, by which rule and when: the records are gone, that they were deleted stays. */
export const deletions = {
  version: 6,
  sql: `
    create table deletions (
      seq integer primary key autoincrement,
      at text not null,
      purpose text not null,
      legal_source text not null,
      before_day text not null,
      transactions integer not null,
      body text not null
    ) strict;
    create trigger deletions_keep before update on deletions begin select raise(abort, 'insert only'); end;
    create trigger deletions_stay before delete on deletions begin select raise(abort, 'insert only'); end;
  `,
} as const
