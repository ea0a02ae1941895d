-- H2 writes a sequence down, in a transaction of its own, whenever the numbers that it holds ready are used up: with the usual 32 that was
-- half of what the ledger's rows cost. In an embedded database nobody else takes numbers, so their order stays that of the rows.
alter table ledger alter column id set cache 10000;
