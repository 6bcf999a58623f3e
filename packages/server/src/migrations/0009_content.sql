-- What people put into messages beside words: reactions given several times, polls.
alter table reactions
  add column times integer not null default 1 check (times >= 1);

-- A poll is written before its message, in one transaction: the key is looked at when that ends.
create table polls (
  app_id text collate "C" not null,
  message_id uuid not null,
  question text not null,
  max_votes integer not null check (max_votes >= 1),
  anonymous boolean not null,
  allow_options boolean not null,
  closes_at timestamptz,
  closed_at timestamptz,
  primary key (app_id, message_id),
  foreign key (app_id, message_id) references messages on delete cascade deferrable initially deferred
);

create table poll_options (
  app_id text collate "C" not null,
  message_id uuid not null,
  id integer not null,
  text text not null,
  added_by text collate "C",
  primary key (app_id, message_id, id),
  foreign key (app_id, message_id) references polls on delete cascade
);

create table poll_ballots (
  app_id text collate "C" not null,
  message_id uuid not null,
  user_id text collate "C" not null,
  option_ids integer[] not null,
  shadowed boolean not null,
  version bigint not null,
  voted_at timestamptz not null,
  primary key (app_id, message_id, user_id),
  foreign key (app_id, message_id) references polls on delete cascade,
  foreign key (app_id, user_id) references users on delete cascade
);

create index poll_ballots_by_user on poll_ballots (app_id, user_id, message_id);

do $$
declare name text;
begin
  foreach name in array array['polls', 'poll_options', 'poll_ballots'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_app on %I to natter_app using (app_id = current_setting(''natter.app'', true)) '
      'with check (app_id = current_setting(''natter.app'', true))', name);
    execute format('grant select, insert, update, delete on %I to natter_app', name);
  end loop;
end $$;
