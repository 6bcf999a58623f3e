-- The foundation: apps, people, spaces, channels, messages, the event log and its outbox.
-- Every table carries app_id in its primary key and a forced row-level policy. The server connects as the
-- owner of these tables and takes the role natter_app (one app's rows) or natter_relay (the outbox of all apps)
-- inside each transaction. Roles belong to the whole cluster, so another database may have made them already.
do $$ begin
  create role natter_app nologin;
exception when duplicate_object or unique_violation then null; end $$;
do $$ begin
  create role natter_relay nologin;
exception when duplicate_object or unique_violation then null; end $$;
grant natter_app, natter_relay to current_user;
grant usage on schema public to natter_app, natter_relay;

create table apps (
  app_id text collate "C" primary key check (app_id ~ '^[a-z0-9]{4,16}$'),
  name text not null,
  created_at timestamptz not null
);

create table keys (
  app_id text collate "C" not null references apps on delete cascade,
  id uuid not null,
  kind text not null check (kind in ('publishable', 'secret')),
  name text not null,
  hash bytea not null,
  hint text not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (app_id, id),
  unique (app_id, hash)
);

create table signing_keys (
  app_id text collate "C" not null references apps on delete cascade,
  kid text not null,
  sealed_secret bytea not null,
  created_at timestamptz not null,
  revoked_at timestamptz,
  primary key (app_id, kid)
);

create table users (
  app_id text collate "C" not null references apps on delete cascade,
  id text collate "C" not null,
  name text not null,
  image text,
  custom jsonb not null default '{}',
  created_at timestamptz not null,
  updated_at timestamptz not null,
  last_seen_at timestamptz,
  primary key (app_id, id)
);
create index users_by_name on users (app_id, lower(name) text_pattern_ops);

create table accounts (
  app_id text collate "C" not null,
  user_id text collate "C" not null,
  password_hash text not null,
  created_at timestamptz not null,
  primary key (app_id, user_id),
  foreign key (app_id, user_id) references users on delete cascade
);

create table account_sessions (
  app_id text collate "C" not null,
  id uuid not null,
  user_id text collate "C" not null,
  refresh_hash bytea not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (app_id, id),
  foreign key (app_id, user_id) references users on delete cascade
);
create index account_sessions_by_user on account_sessions (app_id, user_id) where ended_at is null;

create table spaces (
  app_id text collate "C" not null references apps on delete cascade,
  id uuid not null,
  name text not null,
  member_count integer not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (app_id, id)
);

create table space_members (
  app_id text collate "C" not null,
  space_id uuid not null,
  user_id text collate "C" not null,
  role text not null check (role in ('owner', 'admin', 'moderator', 'member', 'guest')),
  joined_at timestamptz not null,
  primary key (app_id, space_id, user_id),
  foreign key (app_id, space_id) references spaces on delete cascade,
  foreign key (app_id, user_id) references users on delete cascade
);
create index space_members_by_user on space_members (app_id, user_id);

create table space_invites (
  app_id text collate "C" not null,
  code text not null,
  space_id uuid not null,
  created_by text collate "C" not null,
  expires_at timestamptz,
  max_uses integer,
  uses integer not null default 0,
  created_at timestamptz not null,
  primary key (app_id, code),
  foreign key (app_id, space_id) references spaces on delete cascade,
  foreign key (app_id, created_by) references users on delete cascade
);

create table channels (
  app_id text collate "C" not null references apps on delete cascade,
  cid text collate "C" not null,
  type text not null check (type in ('messaging', 'team', 'livestream', 'commerce')),
  kind text not null check (kind in ('direct', 'group', 'space')),
  space_id uuid,
  name text,
  image text,
  visibility text not null check (visibility in ('space', 'private')),
  mode text not null default 'feed' check (mode in ('feed', 'room')),
  frozen boolean not null default false,
  slow_mode_seconds integer not null default 0,
  member_count integer not null default 0,
  custom jsonb not null default '{}',
  created_by text collate "C",
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (app_id, cid),
  foreign key (app_id, space_id) references spaces on delete cascade,
  check ((kind = 'space') = (space_id is not null)),
  check (visibility = 'private' or kind = 'space')
);
create unique index channels_by_space_name on channels (app_id, space_id, lower(name)) where space_id is not null;

create table members (
  app_id text collate "C" not null,
  cid text collate "C" not null,
  user_id text collate "C" not null,
  role text not null check (role in ('owner', 'admin', 'moderator', 'member', 'guest')),
  -- The channel's message number when the member joined: nothing up to it is unread to them.
  joined_seq bigint not null,
  joined_at timestamptz not null,
  primary key (app_id, cid, user_id),
  foreign key (app_id, cid) references channels on delete cascade,
  foreign key (app_id, user_id) references users on delete cascade
);
create index members_by_user on members (app_id, user_id);

create table messages (
  app_id text collate "C" not null,
  id uuid not null,
  cid text collate "C" not null,
  seq bigint not null,
  -- The event number of the last change.
  version bigint not null,
  kind text not null,
  text text not null,
  sender_id text collate "C",
  client_id text collate "C",
  quote_id uuid,
  mentions text[] not null default '{}',
  -- Imported: never counted unread.
  silent boolean not null default false,
  custom jsonb not null default '{}',
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  primary key (app_id, id),
  unique (app_id, cid, seq),
  foreign key (app_id, cid) references channels on delete cascade,
  foreign key (app_id, sender_id) references users
) with (fillfactor = 90);

-- One row for every send ever accepted: a repeat finds it, however late it comes.
-- An import has the sender '' and its external id as the client id. No foreign key: it outlives what it points to.
create table message_sends (
  app_id text collate "C" not null,
  cid text collate "C" not null,
  sender_id text collate "C" not null,
  client_id text collate "C" not null,
  message_id uuid not null,
  body_hash bytea not null,
  primary key (app_id, cid, sender_id, client_id)
);

create table reactions (
  app_id text collate "C" not null,
  message_id uuid not null,
  type text collate "C" not null,
  user_id text collate "C" not null,
  created_at timestamptz not null,
  primary key (app_id, message_id, type, user_id),
  foreign key (app_id, message_id) references messages on delete cascade,
  foreign key (app_id, user_id) references users on delete cascade
);

create table read_states (
  app_id text collate "C" not null,
  cid text collate "C" not null,
  user_id text collate "C" not null,
  generation integer not null default 0,
  read_seq bigint not null default 0,
  -- The highest seq ever read and delivered: what others see, which never goes down.
  receipt_seq bigint not null default 0,
  read_at timestamptz,
  delivered_seq bigint not null default 0,
  delivered_at timestamptz,
  primary key (app_id, cid, user_id),
  foreign key (app_id, cid) references channels on delete cascade,
  foreign key (app_id, user_id) references users on delete cascade
) with (fillfactor = 70);

-- One row per recipient of a message, written behind the send in batches and kept narrow, for there are more of them than of
-- anything else. The channel and number of the message stand only in rows that mention, for "my mentions". No foreign keys:
-- they would cost more than the row itself (decisions/0002), and a channel's deletion removes them with its messages.
create table user_messages (
  app_id text collate "C" not null,
  message_id uuid not null,
  user_id text collate "C" not null,
  mentioned boolean not null default false,
  starred boolean not null default false,
  delivered_at timestamptz,
  read_at timestamptz,
  cid text collate "C",
  seq bigint,
  primary key (app_id, message_id, user_id),
  check (not mentioned or (cid is not null and seq is not null))
);
create index user_messages_mentions on user_messages (app_id, user_id, cid, seq) where mentioned;

-- The head of every ordered line: `chat:<cid>` and `user:<user id>`. Its row lock orders the writers of one line.
create table stream_heads (
  app_id text collate "C" not null,
  stream text collate "C" not null,
  epoch text not null,
  event_seq bigint not null default 0,
  message_seq bigint not null default 0,
  last_message_at timestamptz,
  primary key (app_id, stream)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);

-- The log of durable facts.
create table events (
  app_id text collate "C" not null,
  stream text collate "C" not null,
  seq bigint not null,
  type text not null,
  data jsonb not null,
  created_at timestamptz not null,
  primary key (app_id, stream, seq)
);

-- What is still to be published. Rows are few and short-lived, so the sweep reads them all: an index by age would cost every
-- send more than it saved the sweep.
create table outbox (
  app_id text collate "C" not null,
  stream text collate "C" not null,
  seq bigint not null,
  created_at timestamptz not null,
  primary key (app_id, stream, seq)
) with (autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 1000);

do $$
declare name text;
begin
  foreach name in array array[
    'apps', 'keys', 'signing_keys', 'users', 'accounts', 'account_sessions', 'spaces', 'space_members',
    'space_invites', 'channels', 'members', 'messages', 'message_sends', 'reactions', 'read_states',
    'user_messages', 'stream_heads', 'events', 'outbox'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_app on %I to natter_app using (app_id = current_setting(''natter.app'', true)) '
      'with check (app_id = current_setting(''natter.app'', true))', name);
    execute format('grant select, insert, update, delete on %I to natter_app', name);
  end loop;
end $$;

create policy every_app on outbox to natter_relay using (true);
grant select on outbox to natter_relay;
