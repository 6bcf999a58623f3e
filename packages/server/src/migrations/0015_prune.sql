-- Whoever prunes the log walks the names of all streams, and nothing else of them; the facts go under their own app's policy.
create policy every_app on stream_heads to natter_relay using (true);
grant select (app_id, stream) on stream_heads to natter_relay;
