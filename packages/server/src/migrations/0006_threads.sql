-- Threads, what was said before an edit, and what a deletion took for as long as it can be taken back.

-- Deleted without a trace: in no list, but its number and its place in the line stay.
alter table messages add column removed boolean not null default false;
-- A page of a channel's history is found among its own messages, however many thread-only replies stand between them.
create index messages_in_channel on messages (app_id, cid, seq) where in_channel;
create index messages_by_thread on messages (app_id, thread_id, seq) where thread_id is not null;

-- One row for every message that was ever replied to, kept right by the statements that change its replies. They hold the lock of
-- the channel's head, which orders them. No foreign key: it would lock the root's row behind the head's (decisions/0002).
create table threads (
  app_id text collate "C" not null,
  root_id uuid not null,
  cid text collate "C" not null,
  -- Who wrote the root.
  sender_id text collate "C",
  -- The event number of the last change.
  version bigint not null,
  -- Replies that are neither deleted nor shadowed.
  reply_count integer not null,
  last_reply_seq bigint not null,
  last_reply_at timestamptz not null,
  -- The first five who replied, in the order of their first replies.
  participants text[] not null,
  primary key (app_id, root_id)
) with (fillfactor = 70);

-- What a user is to a thread. A row without `following` says that they do not want to follow.
create table thread_follows (
  app_id text collate "C" not null,
  root_id uuid not null,
  user_id text collate "C" not null,
  cid text collate "C" not null,
  following boolean not null,
  reason text not null check (reason in ('author', 'replied', 'mentioned', 'manual')),
  generation integer not null default 0,
  -- Nothing up to it is unread.
  read_seq bigint not null,
  primary key (app_id, root_id, user_id)
) with (fillfactor = 70);
create index thread_follows_by_user on thread_follows (app_id, user_id, cid);

-- What a message said before an edit. `version` is the event number of that edit.
create table message_edits (
  app_id text collate "C" not null,
  message_id uuid not null,
  version bigint not null,
  content jsonb not null,
  -- When this content was written, if by an edit.
  edited_at timestamptz,
  replaced_at timestamptz not null,
  replaced_by text collate "C" not null,
  primary key (app_id, message_id, version)
);

-- What deleted messages said, for the few seconds in which the deletion can be taken back.
create table deleted_messages (
  app_id text collate "C" not null,
  message_id uuid not null,
  deleted_by text collate "C" not null,
  content jsonb not null,
  purge_at timestamptz not null,
  primary key (app_id, message_id)
);

do $$
declare name text;
begin
  foreach name in array array['threads', 'thread_follows', 'message_edits', 'deleted_messages'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_app on %I to natter_app using (app_id = current_setting(''natter.app'', true)) '
      'with check (app_id = current_setting(''natter.app'', true))', name);
    execute format('grant select, insert, update, delete on %I to natter_app', name);
  end loop;
end $$;
