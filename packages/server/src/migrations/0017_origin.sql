-- Where this database lives: its cluster, the cluster's timeline, and its own number there. A restored backup says where it was
-- made, so the first start in another place knows that clients may have seen more than is here.
create table natter_migrations.origin (place text primary key);
insert into natter_migrations.origin (place)
select concat_ws('/', s.system_identifier, c.timeline_id, d.oid)
from pg_control_system() s, pg_control_checkpoint() c, pg_database d
where d.datname = current_database();
