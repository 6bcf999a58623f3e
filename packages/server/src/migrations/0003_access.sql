-- Access: settings and life of apps, scopes and ends of keys, users who are shut out or deleted, tokens that were revoked.
alter table apps
  add column settings jsonb not null default '{}',
  add column suspended_at timestamptz,
  add column deleted_at timestamptz,
  -- Tokens issued before it are refused.
  add column tokens_valid_after timestamptz;

alter table keys
  add column scopes text[] not null default '{read,write,users,tokens,moderation,import,admin}',
  add column expires_at timestamptz,
  add column last_used_at timestamptz;
update keys set scopes = '{}' where kind = 'publishable';

alter table signing_keys add column expires_at timestamptz;

alter table users
  add column deactivated_at timestamptz,
  add column deleted_at timestamptz,
  add column tokens_valid_after timestamptz;

-- Single tokens that were revoked, by their `jti`; kept until the token would have ended by itself, or for ever.
create table revoked_tokens (
  app_id text collate "C" not null references apps on delete cascade,
  token_id text collate "C" not null,
  revoked_at timestamptz not null,
  expires_at timestamptz,
  primary key (app_id, token_id)
);

-- Deletions of users: the tombstone is written at once, the rest follows room by room in batches, and goes on after a restart.
create table user_deletions (
  app_id text collate "C" not null,
  user_id text collate "C" not null,
  messages text not null check (messages in ('keep', 'erase')),
  requested_at timestamptz not null,
  done_at timestamptz,
  primary key (app_id, user_id),
  foreign key (app_id, user_id) references users on delete cascade
);
create index user_deletions_open on user_deletions (app_id) where done_at is null;

do $$
declare name text;
begin
  foreach name in array array['revoked_tokens', 'user_deletions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_app on %I to natter_app using (app_id = current_setting(''natter.app'', true)) '
      'with check (app_id = current_setting(''natter.app'', true))', name);
    execute format('grant select, insert, update, delete on %I to natter_app', name);
  end loop;
end $$;

-- What looks over all apps: the platform's list of them, and what a restart finds unfinished.
create policy every_app on apps for select to natter_relay using (true);
grant select on apps to natter_relay;
create policy every_app on user_deletions for select to natter_relay using (true);
grant select on user_deletions to natter_relay;

-- Whoever erases a deleted app: may do in that app what natter_app may, and delete also what is otherwise kept for ever.
do $$ begin
  create role natter_eraser nologin;
exception when duplicate_object or unique_violation then null; end $$;
grant natter_app to natter_eraser;
grant natter_eraser to current_user;
alter default privileges in schema public grant delete on tables to natter_eraser;
