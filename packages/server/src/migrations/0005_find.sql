-- Finding things: what messages are searched by, and filters of channels kept under a name.

do $$ begin
  create role natter_search nologin;
exception when duplicate_object or unique_violation then null; end $$;
grant natter_search to current_user;
grant usage on schema public to natter_search;

-- One row for each message that can be found, written behind the relay and by a rebuild. `body` is the text as it is
-- compared, `grams` the numbers it is found by (features/search/grams.ts); an app's numbers lie apart from another's, so the
-- index needs no app before them. No foreign keys: derived rows (decisions/0002).
create table message_search (
  app_id text collate "C" not null,
  cid text collate "C" not null,
  seq bigint not null,
  message_id uuid not null,
  -- The message's version that was read.
  version bigint not null,
  sender_id text collate "C",
  -- Found by its author only.
  shadowed boolean not null default false,
  created_at timestamptz not null,
  body text collate "C" not null,
  grams integer[] not null,
  primary key (app_id, cid, seq)
);
create index message_search_by_time on message_search (app_id, created_at, message_id);
create index message_search_grams on message_search using gin (grams);

-- Filters of channels that an app keeps under a name.
create table channel_filters (
  app_id text collate "C" not null references apps on delete cascade,
  name text collate "C" not null check (name ~ '^[a-z][a-z0-9_-]{0,31}$'),
  filter jsonb not null,
  sort jsonb not null,
  updated_at timestamptz not null,
  primary key (app_id, name)
);

do $$
declare name text;
begin
  foreach name in array array['message_search', 'channel_filters'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_app on %I to natter_app using (app_id = current_setting(''natter.app'', true)) '
      'with check (app_id = current_setting(''natter.app'', true))', name);
    execute format('grant select, insert, update, delete on %I to natter_app', name);
  end loop;
end $$;

-- Search operators are not leakproof: under a policy that looks at rows, PostgreSQL must not use their indexes. So this one
-- function searches as a role whose policy looks at none, and does itself what the policy would: the app comes from the
-- transaction's setting, never from the caller. It tells ids and times only, of the channels it is given; whoever calls it reads the
-- messages again under their own rights. Planned anew each time: rare words want the index of grams, frequent ones that of time.
create policy every_app on message_search for select to natter_search using (true);
grant select on message_search to natter_search;

create function natter_search(
  wanted_cids text[],
  viewer text,
  wanted_grams integer[],
  unwanted_grams integer[],
  wanted_text text[],
  unwanted_text text[],
  senders text[],
  since timestamptz,
  until timestamptz,
  before_at timestamptz,
  before_id uuid,
  most integer
) returns table (message_id uuid, created_at timestamptz)
language plpgsql stable security definer parallel safe
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
as $$
#variable_conflict use_column
declare
  this_app constant text := pg_catalog.current_setting('natter.app', true);
  most_rows constant bigint := least(most, 1001);
  found_rows bigint;
  edge_at timestamptz;
  edge_id uuid;
begin
  if coalesce(this_app, '') = '' then return; end if;
  -- The newest few thousand are read first: they hold a page of whatever is frequent, and how frequent several keys are
  -- together nobody can foresee. What is not in there is rare, and its keys find it.
  select s.created_at, s.message_id into edge_at, edge_id
  from public.message_search s
  where s.app_id = this_app and s.created_at >= since and s.created_at < until
    and (s.created_at, s.message_id) < (before_at, before_id)
  order by s.created_at desc, s.message_id desc
  offset 5000 limit 1;
  return query
    select s.message_id, s.created_at
    from public.message_search s
    where s.app_id = this_app
      and s.cid = any(wanted_cids)
      and (not s.shadowed or s.sender_id = viewer)
      and s.grams @> wanted_grams
      and not (s.grams && unwanted_grams)
      and s.body like all (wanted_text)
      and not (s.body like any (unwanted_text))
      and (senders is null or s.sender_id = any(senders))
      and s.created_at >= greatest(since, edge_at) and s.created_at < until
      and (s.created_at, s.message_id) < (before_at, before_id)
      and (edge_at is null or (s.created_at, s.message_id) > (edge_at, edge_id))
    order by s.created_at desc, s.message_id desc
    limit most_rows;
  get diagnostics found_rows = row_count;
  if edge_at is null or found_rows >= most_rows then return; end if;
  return query
    select s.message_id, s.created_at
    from public.message_search s
    where s.app_id = this_app
      and s.cid = any(wanted_cids)
      and (not s.shadowed or s.sender_id = viewer)
      and s.grams @> wanted_grams
      and not (s.grams && unwanted_grams)
      and s.body like all (wanted_text)
      and not (s.body like any (unwanted_text))
      and (senders is null or s.sender_id = any(senders))
      and s.created_at >= since and s.created_at < until
      and (s.created_at, s.message_id) <= (edge_at, edge_id)
    order by s.created_at desc, s.message_id desc
    limit most_rows - found_rows;
end $$;

-- A function belongs to a role that may make things in its schema, for as long as it takes to give it away.
grant create on schema public to natter_search;
alter function natter_search(
  text[], text, integer[], integer[], text[], text[], text[], timestamptz, timestamptz, timestamptz, uuid, integer
) owner to natter_search;
revoke create on schema public from natter_search;
set local role natter_search;
revoke all on function natter_search(
  text[], text, integer[], integer[], text[], text[], text[], timestamptz, timestamptz, timestamptz, uuid, integer
) from public;
grant execute on function natter_search(
  text[], text, integer[], integer[], text[], text[], text[], timestamptz, timestamptz, timestamptz, uuid, integer
) to natter_app;
reset role;

-- A name is searched by its beginning. lower() is not leakproof either, so an index on it is not used under the policies: the
-- key is a column, compared by leakproof operators, and its index takes the place of the old one.
alter table users add column name_key text not null generated always as (lower(name)) stored;
drop index users_by_name;
create index users_by_name_key on users (app_id, name_key text_pattern_ops);
