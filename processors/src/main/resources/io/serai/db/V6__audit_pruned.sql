-- How far the beginning of a chain of the audit log has been removed because it was old: as a seal, about all that is gone, by which the
-- rest is held to what was there. One for each chain that has been cut; the next cut takes its place.
create table audit_pruned (
    chain varchar(80) primary key,
    seq bigint not null,
    first_row bigint not null,
    last_row bigint not null,
    previous_hash varchar(64) not null,
    head_hash varchar(64) not null,
    at_ms bigint not null,
    key_id varchar(64) not null,
    signature varchar(120) not null
);
