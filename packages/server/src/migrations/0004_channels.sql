-- Channel types as configuration.

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

do $$
declare name text;
begin
  foreach name in array array['channel_types'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format(
      'create policy one_app on %I to natter_app using (app_id = current_setting(''natter.app'', true)) '
      'with check (app_id = current_setting(''natter.app'', true))', name);
    execute format('grant select, insert, update, delete on %I to natter_app', name);
  end loop;
end $$;
