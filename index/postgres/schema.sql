-- The schema of Kolektivka, version 1. Run it once in a database of its own, as a superuser or the database's owner
-- who may create roles:   psql --single-transaction --file index/postgres/schema.sql postgresql://HOST/DATABASE
-- Needs PostgreSQL 15 and pgvector 0.8 or later. Running it again changes nothing.

create extension if not exists vector;

do $$
begin
    if not exists (select from pg_roles where rolname = 'kolektivka_reader') then
        create role kolektivka_reader nologin;   -- the app: SELECT, nothing else
    end if;
    if not exists (select from pg_roles where rolname = 'kolektivka_builder') then
        create role kolektivka_builder nologin;  -- kolektivka build --to: owns the tables
    end if;
end $$;

create schema if not exists kolektivka;
comment on schema kolektivka is 'Kolektivka 1';
select set_config('search_path', 'kolektivka, ' || current_setting('search_path'), true);  -- in this transaction

create table if not exists snapshot (
    id integer generated always as identity primary key,
    name text not null,                -- of the folder from which it was published
    state text not null check (state in ('current', 'previous', 'old')),
    manifest json not null,            -- as manifest.json of that folder
    facts json not null,               -- dimension of the vectors; rarest: by index of words, the best score of a document for a term
    published timestamptz not null default now()
);
create unique index if not exists snapshot_current on snapshot (state) where state = 'current';

create table if not exists file (      -- the smaller files of the folder, as they are
    snapshot integer not null references snapshot on delete cascade,
    name text not null,
    content bytea not null,
    primary key (snapshot, name)
);

-- Each snapshot is a partition, and each country in it: wording_7 has wording_7_si and wording_7_rs.
create table if not exists agreement (
    snapshot integer not null,
    country text not null,
    number integer not null,           -- its place in the base
    id text not null,
    record json not null,              -- the agreement, the report of its split, the labels of its units, what is unapplied
    original text not null             -- its source as read
) partition by list (snapshot);

create table if not exists wording (
    snapshot integer not null,
    country text not null,
    number integer not null,           -- its row; the wordings of a unit follow each other, the oldest first
    agreement integer not null,
    address text not null,
    record json not null,              -- unit, in_force_from, known_from, applied_from, until, changes
    words bytea not null               -- keys of the words of its text, 4 bytes each
) partition by list (snapshot);

create table if not exists chunk (
    snapshot integer not null,
    country text not null,
    number integer not null,
    wording integer not null,
    single vector,                     -- of a small base,
    half halfvec                       -- and of a large one
) partition by list (snapshot);

create table if not exists term (
    snapshot integer not null,
    country text not null,
    kind text not null,                -- lemmas, grams, concepts: of chunks; all lemmas: of wordings
    key bigint not null,               -- of the term: the first 8 bytes of its BLAKE2b, signed
    documents bytea not null,          -- ascending, 4 bytes each
    times bytea not null,              -- how often each of them has the term, 2 bytes each
    best real not null                 -- the most that one of them gets for it, before its rarity
) partition by list (snapshot);

alter schema kolektivka owner to kolektivka_builder;
alter table snapshot owner to kolektivka_builder;
alter table file owner to kolektivka_builder;
alter table agreement owner to kolektivka_builder;
alter table wording owner to kolektivka_builder;
alter table chunk owner to kolektivka_builder;
alter table term owner to kolektivka_builder;

grant usage on schema kolektivka to kolektivka_reader;
grant select on all tables in schema kolektivka to kolektivka_reader;
