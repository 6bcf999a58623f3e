-- Archived for everybody: kept for reading. How a member archives a channel for themselves is in `channel_settings`.
alter table channels add column archived boolean not null default false;
