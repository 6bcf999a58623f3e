-- What is to happen at a time, and what that is for.
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

do $$
declare name text;
begin
  foreach name in array array['timers'] loop
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
