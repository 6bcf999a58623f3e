-- Channel types as configuration; how members keep channels; spaces that are open to join.

-- What an app changed of a type that every app has, or added as one of its own.
create table channel_types (
  app_id text collate "C" not null references apps on delete cascade,
  name text collate "C" not null check (name ~ '^[a-z][a-z0-9_-]{0,31}$'),
  config jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (app_id, name)
);

alter table channels drop constraint channels_type_check;
alter table channels add constraint channels_type_check check (type ~ '^[a-z][a-z0-9_-]{0,31}$');

-- How one member keeps a channel: gone when the member is.
create table channel_settings (
  app_id text collate "C" not null,
  cid text collate "C" not null,
  user_id text collate "C" not null,
  hidden_seq bigint,
  archived boolean not null default false,
  pinned_at timestamptz,
  muted boolean not null default false,
  muted_until timestamptz,
  notifications text not null default 'all' check (notifications in ('all', 'mentions', 'none')),
  primary key (app_id, cid, user_id),
  foreign key (app_id, cid, user_id) references members on delete cascade
);

alter table spaces add column join_policy text not null default 'invite' check (join_policy in ('open', 'invite'));
create index spaces_open on spaces (app_id, id) where join_policy = 'open';
create index space_invites_by_space on space_invites (app_id, space_id, created_at, code);

do $$
declare name text;
begin
  foreach name in array array['channel_types', 'channel_settings'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_app on %I to natter_app using (app_id = current_setting(''natter.app'', true)) '
      'with check (app_id = current_setting(''natter.app'', true))', name);
    execute format('grant select, insert, update, delete on %I to natter_app', name);
  end loop;
end $$;
