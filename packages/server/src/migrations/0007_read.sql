-- Mentions of groups, stars, mentions read on their own, and what a user shows of themselves.
alter table messages
  -- Whom the groups 'here' and 'role:<role>' meant when the message was sent; null where it has no such group.
  add column mentioned_ids text[];
-- Few messages mention groups; a count of somebody's mentions looks at those alone.
create index messages_mentioning_groups on messages (app_id, cid, seq) where mention_groups <> '{}';

alter table user_messages
  -- True or null: a column that is null takes no room, and there are more of these rows than of anything else.
  add column mention_read boolean check (mention_read),
  add check (not starred or (cid is not null and seq is not null)),
  add check (mentioned or mention_read is null);
-- "My mentions" and "my starred", the newest message first: ids are made in the order of time.
create index user_messages_mentioned_by_id on user_messages (app_id, user_id, message_id) where mentioned;
create index user_messages_starred_by_id on user_messages (app_id, user_id, message_id) where starred;

alter table read_states
  -- When the member last read, for the member alone: `read_at` is what others see, and only while they may.
  add column own_read_at timestamptz;
update read_states set own_read_at = read_at;

-- What a user shows of themselves. Without a row: everything.
create table user_settings (
  app_id text collate "C" not null,
  user_id text collate "C" not null,
  read_receipts boolean not null default true,
  typing boolean not null default true,
  invisible boolean not null default false,
  primary key (app_id, user_id),
  foreign key (app_id, user_id) references users on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['user_settings'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_app on %I to natter_app using (app_id = current_setting(''natter.app'', true)) '
      'with check (app_id = current_setting(''natter.app'', true))', name);
    execute format('grant select, insert, update, delete on %I to natter_app', name);
  end loop;
end $$;
