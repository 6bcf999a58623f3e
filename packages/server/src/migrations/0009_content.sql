-- What people put into messages beside words: reactions given several times, polls.
alter table reactions
  add column times integer not null default 1 check (times >= 1);
