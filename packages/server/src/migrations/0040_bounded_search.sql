-- The same search, whose work is bounded whatever the planner believes. It multiplies how frequent each key is, so two frequent
-- words that never stand together looked as if a walk back by time would soon have a page, and that walk read everything.
-- Now the walk goes by windows, and on only while they bring results; what is left is read through the index of keys, which
-- looks at no row that does not hold them all.
create or replace function natter_search(
  wanted_cids text[],
  viewer text,
  wanted_grams integer[],
  unwanted_grams integer[],
  wanted_text text[],
  unwanted_text text[],
  senders text[],
  since timestamptz,
  until timestamptz,
  before_at timestamptz,
  before_id uuid,
  most integer
) returns table (message_id uuid, created_at timestamptz)
language plpgsql stable security definer parallel restricted
set search_path = pg_catalog, pg_temp
set plan_cache_mode = force_custom_plan
set enable_seqscan = off
-- Named here so that the change below ends with the function.
set enable_indexscan = on
as $$
#variable_conflict use_column
declare
  this_app constant text := pg_catalog.current_setting('natter.app', true);
  most_rows constant bigint := least(most, 1001);
  window_rows constant bigint := 5000;
  found_rows bigint := 0;
  new_rows bigint;
begin
  if coalesce(this_app, '') = '' then return; end if;
  -- Without a key nearly everything in these places and times is a result.
  if cardinality(wanted_grams) = 0 then
    return query
      select s.message_id, s.created_at
      from public.message_search s
      where s.app_id = this_app
        and s.cid = any(wanted_cids)
        and (not s.shadowed or s.sender_id = viewer)
        and not (s.grams && unwanted_grams)
        and s.body like all (wanted_text)
        and not (s.body like any (unwanted_text))
        and (senders is null or s.sender_id = any(senders))
        and s.created_at >= since and s.created_at < until
        and (s.created_at, s.message_id) < (before_at, before_id)
      order by s.created_at desc, s.message_id desc
      limit most_rows;
    return;
  end if;
  loop
    -- A limit inside is a wall: the window is read newest first, and no further than the page needs.
    return query
      select s.message_id, s.created_at
      from (
        select * from public.message_search s
        where s.app_id = this_app and s.created_at >= since and s.created_at < until
          and (s.created_at, s.message_id) < (before_at, before_id)
        order by s.created_at desc, s.message_id desc
        limit window_rows
      ) s
      where s.cid = any(wanted_cids)
        and (not s.shadowed or s.sender_id = viewer)
        and s.grams @> wanted_grams
        and not (s.grams && unwanted_grams)
        and s.body like all (wanted_text)
        and not (s.body like any (unwanted_text))
        and (senders is null or s.sender_id = any(senders))
      order by s.created_at desc, s.message_id desc
      limit most_rows - found_rows;
    get diagnostics new_rows = row_count;
    found_rows := found_rows + new_rows;
    if found_rows >= most_rows then return; end if;
    select s.created_at, s.message_id into before_at, before_id
    from public.message_search s
    where s.app_id = this_app and s.created_at >= since and s.created_at < until
      and (s.created_at, s.message_id) < (before_at, before_id)
    order by s.created_at desc, s.message_id desc
    offset window_rows - 1 limit 1;
    if before_at is null then return; end if;
    -- Less than a twentieth of what is asked for in a window: rare enough for its keys. So there are 20 windows at most.
    exit when new_rows * 20 < most_rows;
  end loop;
  perform pg_catalog.set_config('enable_indexscan', 'off', true);
  -- Places with few messages are few rows, however frequent the keys are elsewhere.
  select count(*) into new_rows
  from (
    select from public.message_search s
    where s.app_id = this_app and s.cid = any(wanted_cids)
    limit window_rows
  ) place;
  if new_rows < window_rows then
    return query
      select s.message_id, s.created_at
      from public.message_search s
      where s.app_id = this_app
        and s.cid = any(wanted_cids)
        and (not s.shadowed or s.sender_id = viewer)
        and s.grams @> wanted_grams
        and not (s.grams && unwanted_grams)
        and s.body like all (wanted_text)
        and not (s.body like any (unwanted_text))
        and (senders is null or s.sender_id = any(senders))
        and s.created_at >= since and s.created_at < until
        and (s.created_at, s.message_id) < (before_at, before_id)
      order by s.created_at desc, s.message_id desc
      limit most_rows - found_rows;
    return;
  end if;
  -- Only the keys inside, so that only their index is used: an app is part of every key.
  return query
    with hits as materialized (
      select s.app_id, s.cid, s.message_id, s.created_at
      from public.message_search s
      where s.grams @> wanted_grams
        and (not s.shadowed or s.sender_id = viewer)
        and not (s.grams && unwanted_grams)
        and s.body like all (wanted_text)
        and not (s.body like any (unwanted_text))
        and (senders is null or s.sender_id = any(senders))
    )
    select s.message_id, s.created_at
    from hits s
    where s.app_id = this_app
      and s.cid = any(wanted_cids)
      and s.created_at >= since and s.created_at < until
      and (s.created_at, s.message_id) < (before_at, before_id)
    order by s.created_at desc, s.message_id desc
    limit most_rows - found_rows;
end $$;
