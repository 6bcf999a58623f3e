-- What a message may be beside a line in its channel: a reply in a thread, shadowed, addressed to groups, forwarded, short-lived.
alter table messages
  -- The root message of the thread that this one replies in.
  add column thread_id uuid,
  -- False for a reply that shows in its thread only.
  add column in_channel boolean not null default true,
  -- Seen by its author only, who cannot tell.
  add column shadowed boolean not null default false,
  -- Whom it mentions beside single users: 'channel', 'here', 'role:<role>'.
  add column mention_groups text[] not null default '{}',
  -- What it was forwarded from, as it was then.
  add column forward jsonb,
  add column expires_at timestamptz,
  add check (in_channel or thread_id is not null);
