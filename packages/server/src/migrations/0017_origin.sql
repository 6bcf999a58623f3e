-- Where this database lives: its cluster, the cluster's timeline, and its own number there. A restored backup says where it was
-- made, so the first start in another place knows that clients may have seen more than is here.
create table natter_migrations.origin (place text primary key);
insert into natter_migrations.origin (place)
select concat_ws('/', s.system_identifier, c.timeline_id, d.oid)
from pg_control_system() s, pg_control_checkpoint() c, pg_database d
where d.datname = current_database();

-- Gives every stream of every app a new epoch. Rows are guarded from the tables' owner too: each app's are changed as that app.
create function natter_migrations.renew_epochs(new_epoch text) returns void language plpgsql as $$
declare
  every_app text[];
  one_app text;
begin
  perform set_config('role', 'natter_relay', true);
  select array_agg(app_id) into every_app from public.apps;
  perform set_config('role', 'natter_app', true);
  foreach one_app in array coalesce(every_app, '{}') loop
    perform set_config('natter.app', one_app, true);
    update public.stream_heads set epoch = new_epoch;
  end loop;
  perform set_config('role', 'none', true);
end $$;
