-- What is to happen at a time, and what that is for; what people begin and have not sent.
create table timers (
  app_id text collate "C" not null references apps on delete cascade,
  kind text collate "C" not null,
  key text collate "C" not null,
  due_at timestamptz not null,
  attempts integer not null,
  primary key (app_id, kind, key)
);
create index timers_by_app on timers (app_id, due_at);
-- Who looks for what is due looks in all apps: here the time comes first.
create index timers_by_time on timers (due_at, app_id);

alter table channels
  -- How long new messages stay; null for good.
  add column message_seconds integer check (message_seconds > 0);

-- A row without a text is a draft that ended: one written before that must not come back.
create table drafts (
  app_id text collate "C" not null,
  user_id text collate "C" not null,
  cid text collate "C" not null,
  -- The root of the thread; '' for the channel itself.
  thread_id text collate "C" not null,
  text text,
  quote_id uuid,
  mentions text[] not null,
  written_at timestamptz not null,
  version bigint not null,
  primary key (app_id, user_id, cid, thread_id),
  foreign key (app_id, user_id) references users on delete cascade,
  foreign key (app_id, cid) references channels on delete cascade
);

create table pins (
  app_id text collate "C" not null,
  message_id uuid not null,
  cid text collate "C" not null,
  pinned_by text collate "C" not null,
  pinned_at timestamptz not null,
  expires_at timestamptz,
  primary key (app_id, message_id),
  foreign key (app_id, message_id) references messages on delete cascade
);
create index pins_by_channel on pins (app_id, cid, pinned_at, message_id);

create table scheduled_messages (
  app_id text collate "C" not null,
  id uuid not null,
  user_id text collate "C" not null,
  cid text collate "C" not null,
  client_id text collate "C" not null,
  send_at timestamptz not null,
  body jsonb not null,
  failure jsonb,
  version bigint not null,
  created_at timestamptz not null,
  primary key (app_id, id),
  foreign key (app_id, user_id) references users on delete cascade,
  foreign key (app_id, cid) references channels on delete cascade
);
create unique index scheduled_messages_once on scheduled_messages (app_id, user_id, cid, client_id);
create index scheduled_messages_by_time on scheduled_messages (app_id, user_id, send_at, id);

create table reminders (
  app_id text collate "C" not null,
  user_id text collate "C" not null,
  message_id uuid not null,
  remind_at timestamptz not null,
  note text not null,
  primary key (app_id, user_id, message_id),
  foreign key (app_id, user_id) references users on delete cascade,
  foreign key (app_id, message_id) references messages on delete cascade
);
create index reminders_by_time on reminders (app_id, user_id, remind_at, message_id);

do $$
declare name text;
begin
  foreach name in array array['timers', 'drafts', 'pins', 'scheduled_messages', 'reminders'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_app on %I to natter_app using (app_id = current_setting(''natter.app'', true)) '
      'with check (app_id = current_setting(''natter.app'', true))', name);
    execute format('grant select, insert, update, delete on %I to natter_app', name);
  end loop;
end $$;

-- Whoever looks for what is due reads in which apps, and nothing else.
create policy every_app on timers to natter_relay using (true);
grant select on timers to natter_relay;
