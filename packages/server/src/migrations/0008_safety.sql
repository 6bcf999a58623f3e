-- Trust and safety: bans, personal mutes and blocks, moderation rules, reports, their queue, decisions, appeals, the audit log.

-- Beside the row itself there is nothing to a ban: a shadow ban must leave no other trace that its subject could find.
create table bans (
  app_id text collate "C" not null,
  user_id text collate "C" not null,
  -- The channel; '' for the whole app.
  cid text collate "C" not null default '',
  shadow boolean not null,
  reason text not null,
  -- Whoever banned: the id of a user or a key, and which of the two.
  by_type text not null check (by_type in ('user', 'server', 'automation')),
  by_id text not null,
  -- The role to give back when a channel ban ends; null for whoever was no member.
  role text check (role in ('owner', 'admin', 'moderator', 'member', 'guest')),
  created_at timestamptz not null,
  expires_at timestamptz,
  primary key (app_id, user_id, cid),
  foreign key (app_id, user_id) references users on delete cascade
);
create index bans_by_channel on bans (app_id, cid, user_id);
create index bans_by_end on bans (app_id, expires_at) where expires_at is not null;

-- When somebody last wrote where only they see it: their own list of channels is in that order, and nobody else's.
create table shadow_sends (
  app_id text collate "C" not null,
  user_id text collate "C" not null,
  cid text collate "C" not null,
  last_at timestamptz not null,
  primary key (app_id, user_id, cid),
  foreign key (app_id, user_id) references users on delete cascade,
  foreign key (app_id, cid) references channels on delete cascade
);

create table user_blocks (
  app_id text collate "C" not null,
  user_id text collate "C" not null,
  other_id text collate "C" not null,
  kind text not null check (kind in ('mute', 'block')),
  created_at timestamptz not null,
  primary key (app_id, user_id, kind, other_id),
  foreign key (app_id, user_id) references users on delete cascade,
  foreign key (app_id, other_id) references users on delete cascade,
  check (user_id <> other_id)
);
create index user_blocks_by_other on user_blocks (app_id, other_id, user_id) where kind = 'block';

create table moderation_settings (
  app_id text collate "C" primary key references apps on delete cascade,
  failure_mode text not null check (failure_mode in ('open', 'closed')),
  model_calls_per_day integer not null,
  updated_at timestamptz not null
);

create table moderation_rules (
  app_id text collate "C" not null references apps on delete cascade,
  id uuid not null,
  name text not null,
  kind text not null check (kind in ('words', 'patterns', 'spam', 'model')),
  action text not null check (action in ('flag', 'block', 'shadow')),
  enabled boolean not null,
  -- Empty: all of them.
  channel_types text[] not null,
  surfaces text[] not null,
  config jsonb not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (app_id, id)
);

-- What moderators are to look at: one for each thing, however many reports it has.
create table moderation_items (
  app_id text collate "C" not null references apps on delete cascade,
  id uuid not null,
  subject_type text not null check (subject_type in ('message', 'user', 'channel')),
  subject_id text collate "C" not null,
  cid text collate "C",
  -- Whose doing it is: who is warned or banned for it, and may appeal. No foreign key: it outlives the person.
  user_id text collate "C",
  source text not null check (source in ('report', 'automation')),
  -- What it said when it was noticed.
  excerpt text not null,
  detail jsonb not null,
  status text not null check (status in ('open', 'claimed', 'decided')),
  claimed_by text,
  claimed_at timestamptz,
  report_count integer not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  decided_at timestamptz,
  primary key (app_id, id)
);
create unique index moderation_items_open on moderation_items (app_id, subject_type, subject_id) where status <> 'decided';
create index moderation_items_queue on moderation_items (app_id, status, created_at, id);
create index moderation_items_by_channel on moderation_items (app_id, cid, status, created_at, id);

create table reports (
  app_id text collate "C" not null,
  id uuid not null,
  item_id uuid not null,
  reporter_id text collate "C" not null,
  reason text not null,
  text text not null,
  created_at timestamptz not null,
  primary key (app_id, id),
  unique (app_id, item_id, reporter_id),
  foreign key (app_id, item_id) references moderation_items on delete cascade
);
create index reports_by_reporter on reports (app_id, reporter_id, created_at);

create table moderation_decisions (
  app_id text collate "C" not null,
  id uuid not null,
  item_id uuid not null,
  action text not null,
  reason text not null,
  note text not null,
  user_id text collate "C",
  by_type text not null,
  by_id text not null,
  -- What there was before, for undoing it.
  before jsonb not null,
  created_at timestamptz not null,
  undone_at timestamptz,
  primary key (app_id, id),
  foreign key (app_id, item_id) references moderation_items on delete cascade
);
create index moderation_decisions_by_item on moderation_decisions (app_id, item_id, created_at);
create index moderation_decisions_by_user on moderation_decisions (app_id, user_id, created_at, id);

create table appeals (
  app_id text collate "C" not null,
  id uuid not null,
  decision_id uuid not null,
  user_id text collate "C" not null,
  text text not null,
  status text not null check (status in ('open', 'granted', 'refused')),
  answer text not null,
  -- Where what was decided had happened.
  cid text collate "C",
  created_at timestamptz not null,
  decided_at timestamptz,
  primary key (app_id, id),
  unique (app_id, decision_id),
  foreign key (app_id, decision_id) references moderation_decisions on delete cascade
);
create index appeals_by_status on appeals (app_id, status, created_at, id);

-- Who did what, for ever: rows are added and never changed. It points to nothing by key, so nothing takes a row away.
create table audit_log (
  app_id text collate "C" not null,
  id uuid not null,
  at timestamptz not null,
  actor_type text not null check (actor_type in ('user', 'server', 'automation')),
  actor_id text not null,
  action text not null,
  reason text not null,
  subject_type text not null,
  subject_id text collate "C" not null,
  cid text collate "C",
  user_id text collate "C",
  -- How long the subject waited for a decision; null where nobody waited.
  waited_ms bigint,
  data jsonb not null,
  primary key (app_id, id)
);
create index audit_log_by_time on audit_log (app_id, at, id);
create index audit_log_by_channel on audit_log (app_id, cid, at, id);

do $$
declare name text;
begin
  foreach name in array array[
    'bans', 'shadow_sends', 'user_blocks', 'moderation_settings', 'moderation_rules', 'moderation_items', 'reports',
    'moderation_decisions', 'appeals', 'audit_log'
  ] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_app on %I to natter_app using (app_id = current_setting(''natter.app'', true)) '
      'with check (app_id = current_setting(''natter.app'', true))', name);
    execute format('grant select, insert on %I to natter_app', name);
    if name <> 'audit_log' then
      execute format('grant update, delete on %I to natter_app', name);
    end if;
  end loop;
end $$;

-- Bans end by themselves, in all apps: whoever looks for the ended ones reads which they are, and nothing else.
create policy every_app on bans to natter_relay using (true);
grant select on bans to natter_relay;

alter table reactions
  -- Made by somebody who was shadow banned: seen by themselves only.
  add column shadowed boolean not null default false;
alter table message_edits
  -- Made by somebody who was shadow banned, of a message that others see as it was.
  add column shadow boolean not null default false;
alter table messages
  -- What its author, shadow banned, made of it since: seen by themselves only.
  add column shadow_edit jsonb;
create index messages_shadowed on messages (app_id, sender_id, cid, seq) where shadowed;
