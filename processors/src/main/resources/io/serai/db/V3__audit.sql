-- The audit log. Rows are only ever added, a batch of them together with its seal in one transaction.

create table audit_event (
    chain varchar(80) not null,
    seq bigint not null,
    version integer not null,
    at_ms bigint not null,
    principal varchar(200) not null,
    tenant varchar(200) not null,
    key_id varchar(200) not null,
    actor_role varchar(200) not null,
    action varchar(200) not null,
    kind varchar(200) not null,
    object_id varchar(200) not null,
    object_tenant varchar(200) not null,
    decision varchar(200) not null,
    address varchar(200) not null,
    request_id varchar(200) not null,
    details varchar(4000) not null,
    hash varchar(64) not null,
    primary key (chain, seq)
);

create index audit_event_at on audit_event (at_ms);
create index audit_event_tenant on audit_event (tenant, at_ms);
create index audit_event_object_tenant on audit_event (object_tenant, at_ms);
create index audit_event_object on audit_event (object_id, at_ms);

create table audit_seal (
    chain varchar(80) not null,
    seq bigint not null,
    first_row bigint not null,
    last_row bigint not null,
    previous_hash varchar(64) not null,
    head_hash varchar(64) not null,
    at_ms bigint not null,
    key_id varchar(64) not null,
    signature varchar(120) not null,
    primary key (chain, seq)
);
